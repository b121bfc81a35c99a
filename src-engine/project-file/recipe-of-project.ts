import { parseRecipe, recipeText } from '#engine/editing/recipe/recipe.ts';
import { documentName } from './entry-names.ts';
import { parseDocument } from './document.ts';
import { openProjectFile } from './read-project-file.ts';

/** The recipe (JSON text) of the state that a project shows, all its turns in order; null where nothing was run. @throws TesseraError project-invalid, file-not-found, file-unreadable, recipe-missing */
export async function recipeOfProject(path: string): Promise<string | null> {
  const project = await openProjectFile(path);
  try {
    const text = new TextDecoder().decode(await project.read(documentName));
    const { states, present } = parseDocument(text, project.major, project.name);
    let recipes: string[] = [];
    for (const { recipesKept, recipe } of states.slice(0, present + 1)) {
      recipes = recipes.slice(0, recipesKept ?? recipes.length);
      if (recipe !== null) recipes.push(recipe);
    }
    return recipes.length === 0 ? null : recipeText(recipes.flatMap(parseRecipe));
  } finally {
    await project.close();
  }
}
