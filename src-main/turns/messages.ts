/** What the user is told about turns and runs that wait, and what could not be kept. */
export const messages = {
  lostTurns: (lost: number, left: number): string =>
    `${lost === 1 ? 'One turn' : `${lost} turns`} that waited could not be read and did not come back${
      left > 0 ? `; ${left === 1 ? 'one other is' : `the other ${left} are`} here` : ''
    }. The picture and its history are as they were.`,
  lostRun:
    'The run that was cut off could not be read, so it cannot be resumed. The picture and finished turns are as they were. Start it again.',
  unread:
    'Some of what waited in this picture cannot be read just now. Nothing was deleted. Check the disk, then close the picture and restore it to try again.',
  damagedCheckpoint:
    'The last saved moment of the run that was cut off is damaged. Resuming begins that variant again; the result is the same.',
  damagedState:
    'The saved state of the turn this one starts from is damaged. What is kept of it is computed again: this takes longer and gives the same pixels.',
  notSaved: (reason: string): string =>
    `The run continues, but it could not be saved just now and would be lost with the app. ${reason}`,
  turnNotSaved: (reason: string): string =>
    `The turn is here, but it could not be saved and would be lost with the app. Accept it or free some space. ${reason}`,
} as const;
