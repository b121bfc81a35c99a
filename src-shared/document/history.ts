/** One undo step: the state it leads to. The inverse of an edit is the state before it; states share what they have in common. */
export interface HistoryEntry<State> {
  readonly label: string;
  readonly state: State;
}

/**
 * A line of states with a present: entry 0 is the document as opened. Immutable; nothing is ever pruned, since a state is
 * a map of files and costs only what its edit wrote.
 */
export interface History<State> {
  readonly entries: readonly HistoryEntry<State>[];
  readonly present: number;
}

/** A history that begins here. */
export const startHistory = <State>(state: State): History<State> => ({
  entries: [{ label: '', state }],
  present: 0,
});

/** The state the user sees. */
export const presentState = <State>(history: History<State>): State =>
  history.entries[history.present]!.state;

/** A new step after the present; what could be redone is dropped. */
export const pushState = <State>(history: History<State>, label: string, state: State): History<State> => ({
  entries: [...history.entries.slice(0, history.present + 1), { label, state }],
  present: history.present + 1,
});

/** One step back; the same history where there is none. */
export const undoStep = <State>(history: History<State>): History<State> =>
  history.present > 0 ? { ...history, present: history.present - 1 } : history;

/** One step forward; the same history where there is none. */
export const redoStep = <State>(history: History<State>): History<State> =>
  history.present < history.entries.length - 1 ? { ...history, present: history.present + 1 } : history;

/** That state shows; the same history where there is no such one. */
export const stepTo = <State>(history: History<State>, index: number): History<State> =>
  history.entries[index] === undefined ? history : { ...history, present: index };

/** What undo would take back; null = nothing. */
export const undoLabel = <State>(history: History<State>): string | null =>
  history.present > 0 ? history.entries[history.present]!.label : null;

/** What redo would bring again; null = nothing. */
export const redoLabel = <State>(history: History<State>): string | null =>
  history.entries[history.present + 1]?.label ?? null;
