/** What the words of the window mean; those under Advanced have hints of their own. */
export const glossary = {
  version: 'Version',
  step: 'Step',
  recipe: 'Recipe',
  meanings: {
    version:
      'A finished result of a fill. It waits until it is accepted or discarded, and another one can begin at any of its steps.',
    step: 'A group of small squares that is made together. A fill grows step by step.',
    order: 'Which part of the selection is made first, and where it continues.',
    effort: 'How many steps a fill gets. More of them take longer.',
    model: 'The trained network that makes what cannot be copied from the photo. Others can be imported.',
    label: 'A word the model was trained with. Without one it makes what fits.',
    guidance: 'How strongly the word counts. High values are clearer and less natural.',
    heal: 'Paints over a blemish at once, with what surrounds it and without the model.',
    restore: 'Paints the photo back as it was when it was opened.',
    recipe: 'How a picture was made, written into its file, so that it can be made again.',
    detail: 'Where the finest detail comes from: texture of the photo, the model, or both.',
  },
} as const;
