/** The recipe an exported picture carries: that of its one run, or the chain of all accepted runs, oldest first. Null = none. */
export function joinRecipes(recipes: readonly string[]): string | null {
  if (recipes.length === 0) return null;
  if (recipes.length === 1) return recipes[0]!;
  return `{"format":"tessera-recipe-chain","version":1,"turns":[${recipes.join(',')}]}`;
}
