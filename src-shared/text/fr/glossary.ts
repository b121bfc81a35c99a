import type { Catalogue } from '../english.ts';

export const glossary: Catalogue['glossary'] = {
  version: 'Version',
  step: 'Étape',
  recipe: 'Recette',
  meanings: {
    version:
      'Un résultat terminé. Il attend d’être accepté ou rejeté, et un autre peut commencer à chacune de ses étapes.',
    step: 'Un groupe de petits carrés créés ensemble. Un remplissage avance étape par étape.',
    order: 'Quelle partie de la sélection est créée d’abord, et où elle se poursuit.',
    effort: 'Combien d’étapes reçoit un remplissage. Plus il y en a, plus c’est long.',
    model: 'Le réseau entraîné qui crée ce qui ne peut être copié de la photo. On peut en importer d’autres.',
    label: 'Un mot avec lequel le modèle a été entraîné. Sans mot, il crée ce qui convient.',
    guidance: 'À quel point le mot compte. Les valeurs élevées sont plus nettes et moins naturelles.',
    heal: 'Recouvre aussitôt un défaut avec ce qui l’entoure, sans le modèle.',
    restore: 'Repeint la photo telle qu’elle était à l’ouverture.',
    recipe: 'Comment une image a été créée, écrit dans son fichier, pour pouvoir la recréer.',
    detail: 'D’où viennent les détails les plus fins : texture de la photo, modèle, ou les deux.',
  },
};
