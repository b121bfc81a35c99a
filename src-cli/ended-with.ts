/** The end of a command that has said everything and has an exit code of its own. */
export class EndedWith extends Error {
  constructor(readonly exitCode: number) {
    super(`ended with ${exitCode}`);
  }
}
