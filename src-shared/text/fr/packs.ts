import type { Catalogue } from '../english.ts';

export const packs: Catalogue['packs'] = {
  idTaken: (id) => `Un autre pack porte déjà l’identifiant « ${id} ».`,
  notFound: (id, ids) => `Il n’y a pas de pack de modèle « ${id} ». Packs présents : ${ids || 'aucun'}.`,
  noneUsable: (reason) =>
    `Aucun pack de modèle utilisable n’a été trouvé. ${reason} Réinstaller Tessera ou importer un pack.`,
  emptyFolder: 'Le dossier des modèles est vide.',
  missingFile: (path) => `Le fichier « ${path} » du pack manque. Copier ou importer de nouveau le pack.`,
  wrongSize: (path, size, expected) =>
    `Le fichier « ${path} » du pack est endommagé : il a ${size} octets au lieu de ${expected}. Il n’est pas utilisé. Copier ou importer de nouveau le pack.`,
  wrongHash: (path) =>
    `Le fichier « ${path} » du pack est endommagé : son empreinte diffère. Il n’est pas utilisé. Copier ou importer de nouveau le pack.`,
  noManifest: (name) => `« ${name} » n’a pas de manifest.json : ce n’est pas un pack de modèle.`,
  longManifest: 'Le fichier manifest.json du pack est trop grand pour en être un.',
  noPack: (name) => `« ${name} » n’est pas un pack de modèle.`,
  isBundled: (id) => `« ${id} » est fourni avec Tessera et ne peut pas être remplacé. Rien n’a été installé.`,
  isShared: (id) =>
    `Un pack « ${id} » est installé pour tous les utilisateurs de cet ordinateur. Rien n’a été installé.`,
  isInstalled: (id) =>
    `Un pack « ${id} » est déjà installé. Rien n’a été installé. Supprimer d’abord celui-là.`,
  notOwn: (id) =>
    `Seuls les packs importés ou installés par l’utilisateur peuvent être supprimés, et « ${id} » n’en est pas un. Rien n’a été modifié.`,
  outside: (path) => `Le pack renvoie à « ${path} », qui se trouve hors de lui.`,
  linkOutside: (path) => `Le fichier « ${path} » du pack est un lien qui mène hors de lui.`,
  largeGraph: (path) => `Le graphe « ${path} » du pack est trop grand.`,
  unlistedFile: (path, other) =>
    `Le graphe « ${path} » du pack renvoie à « ${other} », qui n’est pas un fichier du pack.`,
  damagedGraph: 'Un graphe du pack est endommagé : ce n’est pas un fichier ONNX valide.',
  noJson: 'Le fichier manifest.json du pack n’est pas du JSON valide. Importer ou copier de nouveau le pack.',
  newer: (format, readable) =>
    `Le pack est au format ${format} ; cette version de Tessera lit le format ${readable}.x. Mettre Tessera à jour pour l’utiliser.`,
  wrongField: (field, reason) =>
    `Le fichier manifest.json du pack est incorrect à cet endroit : ${field ?? 'sa structure'} (${reason}).`,
  notInstalled: (name, reason) =>
    `« ${name} » ne peut pas être installé comme pack : ${reason}. Rien n’a été installé. Reprendre le fichier à sa source.`,
  fileReasons: {
    noPack: 'ce n’est pas un pack de Tessera',
    namedTwice: 'son manifeste nomme un fichier deux fois',
    missing: (path) => `« ${path} » manque`,
    wrongSize: (path) => `« ${path} » n’a pas la bonne taille`,
    unnamedParts: 'il contient des parties que son manifeste ne nomme pas',
  },
  diskShort: (needed, left) =>
    `Le pack demande environ ${needed} et il reste ${left} sur le disque. Rien n’a été écrit. Libérer de l’espace ou choisir un autre dossier.`,
  exists: (name) =>
    `« ${name} » existe déjà et a été laissé tel quel. Choisir un autre dossier ou le supprimer d’abord.`,
};
