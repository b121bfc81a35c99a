import type { Catalogue } from '../english.ts';
import { byteSize, counted } from '../formats.ts';

export const refusals: Catalogue['refusals'] = {
  noLongerOpen: 'Cette image n’est plus ouverte. Rien n’a été changé. La rouvrir.',
  nothingToBringBack: 'Il ne reste rien à rétablir de cette image. Rouvrir le fichier.',
  noLongerRecent: 'Ce fichier n’est plus dans la liste. L’ouvrir par la boîte de dialogue.',
  reshapeWaits:
    'Un remplissage est en cours ou attend une décision, l’image reste donc telle quelle. L’accepter ou le rejeter, puis réessayer.',
  pixelsRest: {
    running: 'Un calcul est en cours. L’arrêter d’abord, puis réessayer.',
    interrupted: 'Un calcul est suspendu. Le reprendre ou le rejeter d’abord, puis réessayer.',
    turns: 'Des versions attendent. En accepter une ou les rejeter d’abord, puis réessayer.',
  },
  cropOutside: 'Cette partie n’est pas dans l’image. Rien n’a été changé. Redessiner le cadre.',
  restoreWaits:
    'Un remplissage est en cours ou attend une décision, rien n’a donc été récupéré. L’accepter ou le rejeter, puis repeindre.',
  noFillToFade:
    'Le dernier changement n’était pas un remplissage, il n’y a donc pas d’opacité à choisir. Rien n’a été changé. Si quelque chose a suivi un remplissage, l’annuler, puis réessayer.',
  paintingsUnreadable: (file) =>
    `L’effort ou l’ordre peint pour le prochain remplissage n’a pas pu être lu. La photo et toutes ses étapes sont intactes, et le fichier est gardé sous « ${file} » dans le dossier du document. Le repeindre si besoin.`,
  pastedProject: (name) =>
    `« ${name} » est un projet, qui s’ouvre là où il se trouve. L’enregistrer d’abord, puis ouvrir ou déposer ce fichier.`,
  engineBusy: 'Le moteur est occupé. Rien n’a été changé. Attendre qu’il ait fini, puis réessayer.',
  tooLittleMemory: (needed, free, isMore, advice) =>
    `Ce calcul demande environ ${byteSize(needed)} de mémoire${isMore ? ' en plus' : ''}, et ${byteSize(free)} sont libres. L’image est inchangée. Ce qui aide : ${advice.join(' ; ')}.`,
  memoryAdvice: {
    closePrograms: 'fermer d’autres programmes',
    smallerArea: 'remplir ou agrandir moins à la fois',
    noCopies: 'choisir « Du modèle » sous « Détail »',
    noGuidance: 'désactiver « Suivre l’entourage » et « Suivre le mot »',
    int8: 'importer de nouveau le modèle en int8',
    smallerModel: 'choisir un modèle plus petit',
  },
  nothingChosen: 'Rien n’est choisi pour l’import. Choisir de nouveau les points de contrôle.',
  unexpectedImport: 'Le moteur a donné une réponse inattendue. Importer de nouveau.',
  stoppedLate: 'Le calcul ne s’est pas arrêté à temps, le moteur redémarre donc.',
  pausedLate: 'Le calcul n’a pas été suspendu à temps, le moteur redémarre donc.',
  engineRestarts: 'Le moteur s’est arrêté de façon inattendue et redémarre. L’image est comme avant.',
  engineStopped:
    'Le moteur s’est arrêté au milieu du calcul. L’image est comme avant. Relancer le calcul ; si cela se répète, choisir moins d’effort ou le processeur.',
  noResult: 'Le moteur n’a donné aucun résultat. Rien n’a été changé. Réessayer.',
  engineStoppedHealing:
    'Le moteur s’est arrêté pendant qu’il corrigeait ce trait. L’image est comme avant. Le repeindre ; si cela se répète, peindre moins à la fois.',
  isReplaying: 'Une recette est en train d’être refaite. L’attendre ou l’arrêter, puis réessayer.',
  replayWaitsForRun: 'Le moteur travaille. L’attendre ou arrêter le calcul, puis réessayer.',
  replayWaitsForTurns:
    'Des versions ou un calcul attendent dans cette image. Les accepter ou les rejeter d’abord, puis refaire la recette.',
  changedWhileReplaying:
    'L’image a été changée pendant que sa recette était refaite. Ce qui a été refait peut être annulé. Réessayer.',
  damagedRecipeMask:
    'La sélection de la recette est endommagée ou vient d’une autre image. Ce qui a été refait avant peut être annulé.',
  unexpectedAnswer: (kind) =>
    `Le moteur a donné une réponse inattendue (${kind}). L’image est comme avant. Réessayer.`,
  nothingSelected: 'Rien n’est sélectionné. Peindre d’abord sur ce qui doit être rempli.',
  runIsPaused: 'Un calcul est suspendu dans cette image. Le reprendre ou l’arrêter, puis lancer le suivant.',
  noPausedRun: 'Aucun calcul n’est suspendu ici. Rien n’a été changé.',
  unexpectedPlan: 'Le moteur a donné une réponse inattendue. Rien n’a été changé. Réessayer.',
  runIsActive: 'Un calcul est en cours. L’image est en sûreté. L’attendre, ou l’arrêter d’abord.',
  unreadableStroke: 'Le trait n’a pas pu être lu. La sélection est comme avant. Le repeindre.',
  maskSize: (mask, photo) =>
    `Le masque a ${mask} pixels, la photo ${photo}. La sélection est comme avant. Charger un masque de la taille de la photo.`,
  resultDoesNotFit:
    'Le résultat ne convient pas à l’image et n’a pas été utilisé. L’image est comme avant. Relancer, et le signaler si cela se répète.',
  pixelsStopped:
    'Le processus qui lit et écrit les images s’est arrêté de façon inattendue. L’image est comme avant. Réessayer ; si cela n’arrive qu’avec un fichier, il est endommagé.',
  isOriginal:
    'C’est la photo d’origine, qui n’est jamais écrasée. Rien n’a été enregistré. Choisir un autre nom.',
  noPictureBeside: 'L’image de cette recette n’est pas à côté.',
  otherSamples: 'Le fichier a une autre taille ou un autre genre de valeurs que l’image.',
  lossyResult:
    'Le fichier a été enregistré dans un format avec perte, qui change lui-même les pixels : seul un format sans perte peut être comparé.',
  samplesDiffer: (samples) => `${counted(samples, 'valeur diffère', 'valeurs diffèrent')} du fichier.`,
  noRecipe: (name) =>
    `« ${name} » ne contient pas de recette, et il n’y en a pas à côté. Rien n’a été changé. Seuls les résultats de Tessera qui ont gardé leurs métadonnées peuvent être refaits.`,
  pageHasNoAddress: 'Cette page fait partie de l’application et n’a pas d’adresse.',
  pageIsMissing: 'La page n’a pas pu être ouverte : elle manque dans cette version.',
  damagedWorkingCopy:
    'Une partie de la copie de travail de cette image manque ou est endommagée. Le fichier ouvert est intact. Annuler, ou ouvrir de nouveau l’image.',
  noStepSizes:
    'Le calendrier « custom » a besoin d’au moins une taille d’étape AR. Rien n’a été modifié. Indiquer les tailles ou choisir un autre calendrier.',
  nothingDrawn:
    'L’ordre dessiné est choisi, mais rien n’a été dessiné. Rien n’a été modifié. Dessiner un ordre au stylo ou en choisir un autre.',
  doesNotFit: 'Des parties du programme ne s’accordent pas ici. Rien n’a été modifié. Merci de le signaler.',
  windowUnknown: 'Cette fenêtre ne peut pas demander cela.',
  requestUnreadable: 'La demande n’a pas été comprise. Rien n’a été modifié.',
  noSuchStep: 'Cette version n’a pas cette étape. Rien n’a été changé. En choisir une autre.',
  keptDoesNotFit:
    'Ce qui doit rester n’est pas en jetons entiers de cette zone. Rien n’a été changé. Le repeindre.',
  startIsGone: 'La version de départ n’est plus là. L’image est comme avant. Partir d’une autre.',
  turnIsGone: 'Cette version n’est plus là. L’image est comme avant. Relancer.',
  sameTurn: 'Une autre version ferait la même chose que la première. Rien n’a été changé.',
  otherSelection:
    'Des versions faites pour une autre sélection attendent. En accepter une ou les rejeter, puis relancer.',
  changedSinceTurn: 'L’image a été changée depuis que cette version a été faite. La rejeter et relancer.',
  startIsGoneForAll: 'La version de départ n’est plus là. L’image est comme avant. Repartir du début.',
  nothingToHealFrom:
    'Il ne reste rien de la photo autour de ce trait pour le corriger. Rien n’a été changé. Peindre moins à la fois.',
  damagedState:
    'L’état gardé de ce calcul est endommagé, il ne peut donc pas reprendre. L’image est inchangée. Relancer le calcul.',
  otherModel:
    'Ce calcul a été fait avec un autre modèle ou une autre version de Tessera et ne peut pas reprendre ici. L’image est inchangée. Lancer un nouveau calcul.',
  keptOfAnother:
    'Une partie gardée vient d’une autre image. Rien n’a été changé. Choisir des parties de résultats de cette image.',
  nothingToCopyFrom:
    'Il ne reste rien d’où copier la texture : ce qui n’est pas rempli est interdit comme source. Rien n’a été changé. Permettre davantage de la photo à proximité.',
  maskIsEmpty: 'Le masque est vide : aucun pixel n’est sélectionné.',
  allIsKept: 'Tout est gardé : il ne reste rien à refaire.',
  paintFirst: (problem) => `${problem} Rien n’a été changé. Peindre sur ce qui doit partir.`,
  modelOfBeginning:
    'Une autre version ne peut continuer qu’avec le modèle de son début. Rien n’a été changé. Choisir ce modèle, ou lancer un nouveau calcul.',
  noSuchLabel: (pack, label, labels) =>
    `Le paquet « ${pack} » n’a pas le mot « ${label} ». Il a : ${labels}.`,
  noMask: 'Il n’y a pas de masque. Rien n’a été changé. Peindre sur ce qui doit partir.',
  maskHasOtherSize: (mask, photo) =>
    `Le masque a ${mask} pixels, la photo ${photo}. Rien n’a été changé. Faire le masque aussi grand que la photo (une fois redressée).`,
  rectangleOutside: (photo) =>
    `Le rectangle est à côté de la photo, qui a ${photo} pixels (une fois redressée). Rien n’a été changé. En donner un qui soit dedans.`,
  noSuchColour:
    'Aucun pixel de la photo n’a cette couleur. Rien n’a été changé. Choisir une autre couleur, ou plus de tolérance.',
  tooLarge: (size, megapixels) =>
    `L’image aurait ${size} pixels ; ${megapixels} mégapixels au plus sont possibles. Rien n’a été changé. Choisir une taille plus petite.`,
};

export const errorTitles: Catalogue['errorTitles'] = {
  usage: 'Impossible ainsi',
  'file-not-found': 'Fichier introuvable',
  'file-unreadable': 'Fichier illisible',
  'file-not-image': 'Pas une image',
  'file-truncated': 'Fichier endommagé',
  'file-unsupported': 'Format non pris en charge',
  'image-too-large': 'Image trop grande',
  'image-too-small': 'Image trop petite',
  'mask-wrong-size': 'La sélection a une autre taille',
  'mask-empty': 'Rien de sélectionné',
  'target-read-only': 'Impossible d’écrire là',
  'disk-full': 'Disque plein',
  'write-failed': 'Échec de l’enregistrement',
  'pack-not-found': 'Paquet introuvable',
  'pack-invalid': 'Paquet inutilisable',
  'pack-hash-mismatch': 'Le paquet a été modifié',
  'pack-file-missing': 'Paquet incomplet',
  'pack-version': 'Paquet pour une autre version',
  'pack-differs': 'Le paquet diffère de la référence',
  'label-unknown': 'Mot inconnu',
  'device-unavailable': 'Appareil indisponible',
  'network-output-invalid': 'Le modèle n’a rien donné d’utilisable',
  'memory-insufficient': 'Mémoire insuffisante',
  'engine-crashed': 'Le moteur s’est arrêté',
  'checkpoint-invalid': 'Point de contrôle inutilisable',
  'project-invalid': 'Projet inutilisable',
  'queue-unreachable': 'File d’attente injoignable',
  'update-unreachable': 'Serveur de mises à jour injoignable',
  'update-refused': 'Mise à jour refusée',
  'recipe-missing': 'Pas de recette utilisable',
  'recipe-mismatch': 'La recette ne convient pas',
  'document-not-found': 'Image introuvable',
  'request-invalid': 'Cela n’a pas marché',
  'request-denied': 'Non permis',
  busy: 'Occupé',
  internal: 'Quelque chose s’est mal passé',
};
