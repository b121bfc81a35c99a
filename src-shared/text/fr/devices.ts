import type { Catalogue } from '../english.ts';
import { byteSize, tenth } from '../formats.ts';

export const devices: Catalogue['devices'] = {
  step: (device, seconds) => `${device} : ${tenth(1000 * seconds)} ms par étape`,
  graphics: (name, bytes, isAssumed) =>
    isAssumed
      ? `${name ?? 'Carte graphique'} : ${byteSize(bytes)} de mémoire supposés, le système ne l’indique pas`
      : `${name ?? 'Carte graphique'} : ${byteSize(bytes)} de mémoire`,
  none: 'Aucune carte graphique utilisable n’a été trouvée : le processeur calcule.',
  notMeasured: 'Le processeur calcule : la carte graphique n’a pas encore été mesurée avec ce modèle.',
  dropped: {
    slower: (device) => `${device} n’est pas nettement plus rapide que le processeur avec ce modèle.`,
    wrong: (device) => `${device} n’est pas utilisé : ses résultats sont faux avec ce modèle.`,
    failed: (device, detail) => `${device} n’est pas utilisé : il a échoué avec ce modèle. ${detail}`.trim(),
    unfinished: (device) =>
      `${device} n’est pas utilisé : sa mesure a été interrompue. Pour mesurer à nouveau, vider les caches dans les préférences.`,
  },
  memory: (device, needed, there, isAssumed) =>
    `Le processeur calcule : sur ${device}, le modèle demande environ ${byteSize(needed)}, et la carte graphique a ${byteSize(there)}${isAssumed ? ' (supposés, le système ne l’indique pas)' : ''}.`,
  coreml:
    'CoreML ne peut pas calculer avec des entrées de taille zéro, par lesquelles tout calcul commence. Choisir WebGPU : il utilise la même carte graphique.',
};
