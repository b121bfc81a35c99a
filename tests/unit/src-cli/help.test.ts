import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '#cli/main.ts';

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];

it('every command and every option says what it is for', async () => {
  for (const command of everyCommand(await createProgram()))
    for (const { flags, description } of command.options)
      expect(description, `${command.name()} ${flags}`).not.toBe('');
});
