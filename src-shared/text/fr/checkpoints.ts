import type { Catalogue } from '../english.ts';

const list = (extents: readonly number[]): string => `[${extents.join(', ')}]`;

export const checkpoints: Catalogue['checkpoints'] = {
  notImported: (name, reason) => `« ${name} » n’a pas été importé : ${reason}. Rien n’a été écrit.`,
  noSafetensors: (name, reason) =>
    `« ${name} » n’est pas un fichier safetensors valide : ${reason}. Rien n’a été modifié.`,
  unfit: (reason) => `La référence ne convient pas : ${reason}. Rien n’a été écrit.`,
  cutShort: (name) => `« ${name} » est endommagé ou tronqué : il renvoie à des octets qu’il n’a pas.`,
  becameShorter: (name) => `« ${name} » a raccourci pendant la lecture.`,
  wrongExport: (name, field, reason) =>
    `« ${name} » est incorrect à ${field ?? 'sa structure'} : ${reason}. Rien n’a été écrit.`,
  noExport: (name) => `« ${name} » est absent ou n’est pas du JSON. Rien n’a été modifié.`,
  otherTraining: (objective, tokeniser) =>
    `L’export provient d’un réseau entraîné avec l’objectif « ${objective} » sur des jetons de « ${tokeniser} » ; un pack ne peut être construit qu’à partir de « rectified-flow » sur « pixels ». Rien n’a été écrit.`,
  lacksTensor: (name) => `Le tenseur « ${name} » manque dans l’export.`,
  otherShape: (name, shape, wanted) => `« ${name} » a la forme ${list(shape)}, et non ${list(wanted)}.`,
  impossible: (field, reason) =>
    `Aucun pack ne peut être fait de ce réseau : ${field ?? 'un champ'} est hors limites (${reason ?? 'illisible'}). Rien n’a été écrit.`,
  progress: {
    reading: 'Lecture des points de contrôle',
    writing: 'Écriture du pack',
    checking: 'Contrôle de la précision',
    done: 'Terminé',
  },
  reasons: {
    before16:
      'il est au format de torch d’avant 1.6 ; le charger et l’enregistrer à nouveau avec une version plus récente',
    neither: 'ce n’est ni un fichier de torch.save ni un fichier safetensors, ou il est endommagé',
    noDictionary: 'il ne contient aucun dictionnaire de tenseurs',
    noWeights: 'il ne contient aucun poids (ni « ema », ni « model », ni tenseurs propres)',
    otherZip: 'c’est un fichier zip, mais pas écrit par torch.save',
    bigEndian: 'il a été enregistré sur une machine gros-boutiste',
    dataMissing: (name) => `les données de « ${name} » manquent`,
    dataShort: (name) => `les données de « ${name} » sont tronquées`,
    outsideData: (name) => `« ${name} » dépasse ses données`,
    largeTensor: (name) => `« ${name} » est d’une taille invraisemblable`,
    wideTensor: 'un tenseur y est réparti sur une étendue invraisemblable',
    notFinite: (name) => `« ${name} » contient des nombres non finis`,
    tokensUnfit: (numbers, channels) =>
      `ses jetons ont ${numbers} nombres, qui ne correspondent pas aux ${channels} canaux de l’autoencodeur`,
    missing: (name) => `le tenseur « ${name} » manque`,
    shape: (name, shape) => `« ${name} » a la forme ${list(shape)}`,
    shapeInstead: (name, shape, wanted) => `« ${name} » a la forme ${list(shape)} au lieu de ${list(wanted)}`,
    otherAutoencoder: 'ce n’est pas un autoencodeur de la structure connue',
    groups: (name, channels, groups) =>
      `« ${name} » a ${channels} canaux, que ${groups} groupes ne divisent pas`,
    headWidth: (width, head) => `sa largeur ${width} n’est pas un multiple de la largeur de tête ${head}`,
    noSquare: (positions) => `ses ${positions} positions ne forment pas une grille carrée`,
    noClasses: 'il n’a ni classe ni classe nulle',
    sinusoids: (count) => `son encodage du temps a ${count} sinusoïdes`,

    short: 'il est trop court',
    shortZip: 'il est trop court pour être un point de contrôle',
    cut: 'il est tronqué',
    noZip: 'ce n’est pas un fichier zip comme torch.save les écrit, ou il est tronqué',
    largeDirectory: 'son répertoire zip est d’une taille invraisemblable',
    damagedDirectory: 'son répertoire zip est endommagé',
    cutDirectory: 'son répertoire zip est tronqué',
    damagedZip64: 'son répertoire zip64 est endommagé',
    entryOutside: (name) => `son entrée « ${name} » mène hors de l’archive`,
    entryEncrypted: (name) => `son entrée « ${name} » est chiffrée`,
    entryCompressed: (name) => `son entrée « ${name} » est compressée, ce que torch.save ne fait jamais`,
    entryTwice: (name) => `il a deux entrées « ${name} »`,
    entryDamaged: (name) => `son entrée « ${name} » est endommagée`,
    entriesOverlap: 'ses entrées se chevauchent',
    cutInside: (name) => `il est tronqué dans « ${name} »`,

    headerLength: 'la longueur de son en-tête est fausse',
    headerNoJson: 'son en-tête n’est pas du JSON',
    malformedEntry: (name) => `l’entrée « ${name} » est mal formée`,
    outsideFile: (name) => `« ${name} » se trouve hors du fichier`,
    sizeAndShape: (name) => `la taille de « ${name} » ne correspond pas à sa forme`,
    tensorsOverlap: 'des tenseurs se chevauchent',

    malformedDictionary: 'un dictionnaire y est mal formé',
    otherStorage: 'il désigne le stockage d’un tenseur comme torch.save ne le fait jamais',
    malformedTensor: 'un tenseur y est mal formé',
    manyDimensions: 'un tenseur y a trop de dimensions',
    impossibleSize: 'un tenseur y a une taille impossible',
    cutDescription: 'sa description des tenseurs est tronquée',
    largeDescription: 'sa description des tenseurs est d’une taille invraisemblable',
    malformedDescription: 'sa description des tenseurs est mal formée',
    unknownReference: 'sa description des tenseurs renvoie à quelque chose qu’elle n’a pas',
    operation: (code) => `il a une opération que les points de contrôle n’ont jamais (${code})`,
    asksToRun: (path) =>
      `il demande à exécuter « ${path} », dont aucun point de contrôle n’a besoin : ne pas se fier à ce fichier`,
    largeNumber: 'il a un nombre d’une taille invraisemblable',
    malformedNumber: 'il a un nombre mal formé',
    protocol: (number) => `il utilise le protocole pickle ${number}`,
  },
  misfits: {
    packLacks: (name) => `le pack ne donne pas « ${name} »`,
    lacks: (name) => `elle n’a pas « ${name} »`,
    window: (tokens, window) => `elle a ${tokens} jetons, la fenêtre du pack ${window}`,
    noTensors: 'le réseau du pack ne garde pas de tenseurs',
    channels: (count) => `ses jetons n’ont pas ${count} nombres`,
    noise: (timestep) => `elle n’a pas de bruit pour le pas de temps ${timestep}`,
  },
};
