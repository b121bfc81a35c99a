import type { Catalogue } from '../english.ts';

export const glossary: Catalogue['glossary'] = {
  version: 'Versión',
  step: 'Paso',
  recipe: 'Receta',
  meanings: {
    version:
      'Un resultado terminado. Espera a que se acepte o se descarte, y otro puede empezar en cualquiera de sus pasos.',
    step: 'Un grupo de cuadrados pequeños que se crean juntos. Un relleno avanza paso a paso.',
    order: 'Qué parte de la selección se crea primero y por dónde continúa.',
    effort: 'Cuántos pasos recibe un relleno. Con más, tarda más.',
    model: 'La red entrenada que crea lo que no se puede copiar de la foto. Se pueden importar otras.',
    label: 'Una palabra con la que se entrenó el modelo. Sin ella crea lo que encaja.',
    guidance: 'Cuánto cuenta la palabra. Los valores altos son más claros y menos naturales.',
    heal: 'Cubre un defecto al momento con lo que lo rodea, sin el modelo.',
    restore: 'Vuelve a pintar la foto como estaba al abrirla.',
    recipe: 'Cómo se creó una imagen, escrito en su archivo para poder crearla de nuevo.',
    detail: 'De dónde sale el detalle más fino: textura de la foto, el modelo o ambos.',
  },
};
