import { parseRecipe, recipeText } from '#engine/editing/recipe/recipe.ts';

/** The recipe an exported picture carries: the turns of all accepted runs, oldest first. Null = none. */
export function joinRecipes(recipes: readonly string[]): string | null {
  return recipes.length === 0 ? null : recipeText(recipes.flatMap((recipe) => parseRecipe(recipe)));
}
