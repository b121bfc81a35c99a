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
  probe: {
    always: 'Toujours présent.',
    time: (milliseconds) => `${tenth(milliseconds)} ms pour l’essai`,
    notBuilt: 'Cette version compilée de Tessera ne le contient pas.',
    wrongNumbers: (error) => `Il calcule des nombres faux (erreur relative ${error}).`,
    slower: (time) => `Il est plus lent que le CPU (${time}) : sans doute un rendu logiciel.`,
    noNvidia: 'Cette machine n’a pas de GPU NVIDIA, ou son pilote n’est pas chargé.',
    noGpu: 'Cette machine n’a pas de GPU, ou son pilote n’est pas chargé.',
    noAdapter: 'Aucun GPU avec un pilote utilisable n’a été trouvé.',
    noLibraries:
      'Ses bibliothèques ne sont pas installées : TESSERA_CUDA_LIBRARIES désigne un dossier qui les contient.',
    notStarted: 'Il n’a pas pu démarrer.',
    notProbed: 'il n’a pas été essayé.',
    instead: (device, note) => `${device} n’est pas utilisable : ${note} Le CPU a été utilisé à la place.`,
  },
  modelPart: (part, device, reason) =>
    `La partie « ${part} » du modèle n’a pas pu être ouverte sur ${device} : ${reason} L’image est inchangée. Vérifier le pack ou en choisir un autre.`,
  noResult: {
    constant:
      'Le modèle a calculé partout le même nombre : il n’y a pas de résultat. L’image est inchangée. Vérifier le pack (tessera pack check), ou choisir un autre pack ou périphérique.',
    notFinite:
      'Le modèle a calculé des valeurs non numériques ou infinies : il n’y a pas de résultat. L’image est inchangée. Vérifier le pack (tessera pack check), ou choisir un autre pack ou périphérique.',
  },
  memory: (device, needed, there, isAssumed) =>
    `Le processeur calcule : sur ${device}, le modèle demande environ ${byteSize(needed)}, et la carte graphique a ${byteSize(there)}${isAssumed ? ' (supposés, le système ne l’indique pas)' : ''}.`,
  lost: (device, reason) => `${device} a échoué pendant le calcul, le processeur a pris le relais. ${reason}`,
  cuda: {
    noFolder: (folder) => `Le dossier de ses bibliothèques, ${folder}, n’existe pas.`,
    lacks: (library, version) =>
      `Il manque ${library} dans le dossier de ses bibliothèques ; le paquet GPU d’ONNX Runtime ${version} le contient.`,
    otherVersion: (version) =>
      `Le dossier de ses bibliothèques contient celles d’une autre version d’ONNX Runtime que ${version}.`,
    damaged: (library) =>
      `${library}, dans le dossier de ses bibliothèques, est endommagé ou n’est pas d’ONNX Runtime.`,
    needs: (library) => `${library} ne peut être chargé ni du dossier de ses bibliothèques ni du système.`,
    driver: (library) => `Le pilote NVIDIA ne peut pas être chargé (${library}).`,
  },
  coreml:
    'CoreML ne peut pas calculer avec des entrées de taille zéro, par lesquelles tout calcul commence. Choisir WebGPU : il utilise la même carte graphique.',
};
