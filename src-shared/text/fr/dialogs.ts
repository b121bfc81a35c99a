import type { Catalogue } from '../english.ts';
import { byteSize, counted, percent, pixelSize } from '../formats.ts';
import { systemErrors } from './system-errors.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'Fermer',
  cancel: 'Annuler',
  dismiss: 'Masquer',

  ...opening,

  start: {
    failed: (folder, code) =>
      `Tessera ne peut pas démarrer : son dossier de données est inutilisable (${folder}). ${code === null ? 'Les photos sont comme avant. Redémarrer.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Copie…',
    done: (width, height, bits, profile) =>
      `L’image entière est dans le presse-papiers, en PNG : ${pixelSize(width, height)}, ${bits} bits, ${profile}.`,
  },
  dragOut: {
    title: 'Faire glisser l’image au-dehors, vers un dossier ou un autre programme',
    making: 'Préparation du fichier à glisser…',
    ready: (name) => `${name} est prêt. Faites glisser le bouton encore une fois.`,
    how: (copy, exporting) =>
      `Faire glisser ce bouton hors de la fenêtre : un fichier de l’image le suit, tel qu’un export l’écrirait ; une photo sans retouche part avec son propre fichier. Au clavier : ${copy} copie, ${exporting} exporte.`,
  },
  paste: {
    name: 'Image collée',
    empty:
      'Le presse-papiers ne contient pas d’image. Rien n’a été changé. Copier une image ou son fichier, puis coller de nouveau.',
    pixelsOnly:
      'Collée en pixels sRGB de 8 bits : le presse-papiers n’en contient pas plus. Pour toute sa profondeur et ses couleurs, ouvrir son fichier.',
  },

  supervisor: {
    reloaded:
      'La fenêtre s’est arrêtée et a été rechargée. La photo et ses étapes sont comme avant ; seul un trait commencé est perdu.',
    hangs: 'Tessera ne répond pas.',
    hangsDetail: 'Le travail est en sûreté. Attendre, ou recharger la fenêtre avec la photo telle quelle.',
    wait: 'Attendre',
    reload: 'Recharger',
    keepsStopping: 'La fenêtre s’arrête sans cesse.',
    keepsStoppingDetail:
      'Elle a été rechargée trois fois en une minute. Le travail est en sûreté et proposé à la première page. Démarrer sans la photo, ou quitter.',
    withoutDocument: 'Démarrer sans la photo',
    quit: 'Quitter',
    graphics:
      'Ce qui dessine la fenêtre s’est arrêté trois fois en une minute ; Tessera dessine maintenant sans la carte graphique. La photo est comme avant. Au prochain démarrage, la carte est essayée de nouveau.',
  },
  settingsSetAside: (name) =>
    `Les réglages n’ont pas pu être lus, Tessera démarre donc avec les siens. Le fichier est gardé sous « ${name} » à côté du nouveau ; photos et travail non enregistré sont comme avant.`,

  export: exportDialog,

  packs: {
    title: 'Paquets de modèles',
    lead: 'Un paquet est un réseau entraîné avec ses mots. Les paquets restent sur cet ordinateur.',
    bundled: 'livré avec Tessera',
    shared: 'pour tous les utilisateurs',
    inUse: 'utilisé',
    use: 'Utiliser',
    remove: 'Supprimer',
    removeAsk: 'Vraiment supprimer ?',
    removeYes: 'Oui, supprimer',
    removeNo: 'Garder',
    problem: 'Inutilisable',
    labels: (count) => counted(count, 'mot', 'mots'),
    import: 'Importer un point de contrôle…',
    importHint: 'Un point de contrôle .pt ou .safetensors téléchargé, puis son autoencodeur.',
    choosing: 'Choix…',
    choiceName: 'Import',
    precision: 'Comment les poids sont gardés',
    precisions: { fp32: 'Exact (fp32)', fp16: 'Moitié (fp16)', int8: 'Petit (int8)' },
    precisionNotes: {
      fp32: 'Les nombres publiés, inchangés.',
      fp16: 'Les résultats diffèrent d’environ 0,1 %. Moitié moins de place sur le disque ; le processeur demande autant de mémoire et de temps.',
      int8: 'Chaque couche diffère d’environ 1 %, une prédiction d’environ 4 %. Un tiers de la place ou moins, et deux à trois fois plus rapide sur le processeur.',
    },
    packSizes: (pack, memory) => `${byteSize(pack)} sur le disque\n${byteSize(memory)} de mémoire`,
    diskFree: (bytes) => `${byteSize(bytes)} sont libres sur le disque.`,
    diskShort: (bytes) => `Seulement ${byteSize(bytes)} sont libres sur le disque.`,
    unknownTensors: (count) => counted(count, 'tenseur inutile', 'tenseurs inutiles'),
    importNow: 'Importer',
    openFile: 'Ouvrir un paquet…',
    offerTitle: 'Installer ce paquet ?',
    licence: 'Licence',
    size: 'Taille',
    card: 'Fiche du modèle',
    hashes: (files) =>
      `Empreintes ${files === 1 ? 'de son fichier' : `de ses ${counted(files, 'fichier', 'fichiers')}`} (SHA-256)`,
    install: 'Installer',
    offerGone: 'Ce paquet n’est plus proposé. Rien n’a été installé. Rouvrir son fichier.',
    importing: 'Import',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `${name} importé`,
    empty: 'Aucun paquet installé. Importer un point de contrôle pour en avoir un.',
  },

  project: {
    saved: (name) => `${name} enregistré`,
  },

  replay: {
    title: 'Refaire',
    running: 'Recette en cours',
    identical: 'Chaque pixel est le même.',
    identicalHint: 'La recette du fichier mène de cette photo exactement à ce résultat.',
    different: 'Le résultat n’est pas le même.',
    unknown: 'La recette a été suivie, mais les pixels n’ont pas pu être comparés.',
    undoHint: 'Ses remplissages sont maintenant sur la photo ; Annuler les reprend un par un.',
    ok: 'OK',
  },

  shortcuts: {
    title: 'Raccourcis clavier',
    gestures: 'Sur l’image',
    search: 'Chercher un raccourci',
    none: 'Aucun raccourci ne correspond',
  },

  about: {
    title: 'À propos de Tessera',
    line: 'Retouche photo hors ligne : un transformeur causal de diffusion remplit ce qui est peint.',
    version: (version, electron) => `Version ${version} · Electron ${electron}`,
    unofficial: 'Cette version d’Electron n’est pas l’officielle.',
    method: 'La méthode : transformeurs causaux de diffusion (arXiv 2412.12095)',
    licences: 'Licences de tout ce qui est inclus',
    help: 'Aide',
    photos: 'Photos d’exemple : Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0).',
    licence: 'Tessera est un logiciel libre sous licence MIT.',
  },

  messages: {
    name: 'Messages',
    closedKept: (name) =>
      `${name} est fermé. Son travail est gardé sous Travail non enregistré, à la première page.`,
    maskSaved: (name) => `Sélection enregistrée sous ${name}`,
    engineRestarted: 'Le moteur a redémarré. La photo est intacte ; un nouveau calcul est possible.',
    unexpected: 'Quelque chose s’est mal passé. La photo est comme avant ; réessayer.',
  },
};
