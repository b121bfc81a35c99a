// Compiled by AssemblyScript to WebAssembly; see ../README.md. Each function repeats one of the TypeScript around it, number for number.
export { setField, measureMeans } from './patch-field';
export { measureCosts, searchMatches } from './patch-search';
export { voteColours } from './patch-vote';
export { matchKnownPatches } from './known-patches';
export { clearNodes, minCut } from './min-cut';
export { setPlane, setLayout, assemblePieces, expandPiece } from './expansion';
export { solveMembrane } from './membrane';
export { filterRows } from './png-filters';
export { setScan, passMcus, beginRecoding, recodeMcus, endRecoding } from './jpeg-scan';
export { unstuffBytes, stuffBytes, shiftBytes } from './jpeg-bytes';
export { setQuantisation, quantiseBlock } from './jpeg-block';

/** Where memory begins that the caller may lay arrays out in. */
export function firstByte(): usize {
  return (__heap_base + 15) & ~15;
}
