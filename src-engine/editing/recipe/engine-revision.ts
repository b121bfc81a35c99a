/**
 * What the pixels of a recipe depend on beside pack and device. It is raised by whatever changes the pixels of a recipe that
 * existed before; a new setting whose default changes nothing leaves it. Recipes without one are of revision 1.
 */
export const engineRevision = 9;
