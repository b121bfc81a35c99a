import { type Command, InvalidArgumentError } from 'commander';
import { metadataParts } from '#shared/pictures/metadata-choices.ts';
import { digitalSourceOf } from '#engine/editing/recipe/recipe-of-file.ts';
import type { RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import { checkCredentials } from './content-credentials.ts';
import { text } from '#shared/text/text.ts';

const stripped = [...metadataParts, 'all'] as const;

/** What is said in a result, as commander parses it. */
export interface MetadataOptions {
  readonly strip: readonly (typeof stripped)[number][];
  /** Left out = written unless all metadata is stripped. */
  readonly recipe?: boolean;
  readonly disclosure: boolean;
  readonly c2pa: boolean;
}

/** What goes into a result's file beside its samples. */
export interface MetadataChoices extends Pick<MetadataOptions, 'disclosure' | 'c2pa'> {
  readonly keepsMetadata: boolean;
  readonly without: readonly (typeof metadataParts)[number][];
  readonly recipe: boolean;
}

/** Adds `--strip`, `--no-recipe`, `--no-disclosure` and `--c2pa`. */
export const addMetadataOptions = (command: Command): Command =>
  command
    .option('--strip <what>', text.commandHelp.write.strip, parseStripped, [])
    .option('--recipe', text.commandHelp.write.recipe)
    .option('--no-recipe', text.commandHelp.write.noRecipe)
    .option('--no-disclosure', text.commandHelp.write.noDisclosure)
    .option('--c2pa', text.commandHelp.write.c2pa, false)
    .hook('preAction', (_, action) => checkCredentials(action.opts()));

function parseStripped(list: string, before: MetadataOptions['strip']): MetadataOptions['strip'] {
  const wanted = list.split(',').map((each) => each.trim());
  if (!wanted.every((each): each is (typeof stripped)[number] => stripped.some((known) => known === each)))
    throw new InvalidArgumentError(text.commandLine.wanted.parts(stripped.join(', ')));
  return [...before, ...wanted];
}

/** What the options ask for. */
export function metadataChoices({ strip, recipe, disclosure, c2pa }: MetadataOptions): MetadataChoices {
  const keepsMetadata = !strip.includes('all');
  return {
    keepsMetadata,
    without: metadataParts.filter((part) => strip.includes(part)),
    recipe: recipe ?? keepsMetadata,
    ...{ disclosure, c2pa },
  };
}

/** How a result came about, where that is to be said. */
export const sourceToSay = (turns: readonly RecipeTurn[], { disclosure }: MetadataChoices) =>
  disclosure ? digitalSourceOf(turns) : null;
