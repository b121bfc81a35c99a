import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

const about = (seconds: number): string => `environ ${duration(Math.max(1, Math.round(seconds)))}`;
const samples = (count: number): string =>
  `${count} ${count === 1 ? 'valeur changée' : 'valeurs changées'} hors de la sélection`;

export const commandLine: Catalogue['commandLine'] = {
  note: (message) => `Note : ${message}`,
  cancelled: 'Annulé. Rien n’a été écrit.',
  needsNpmPackage: (version) =>
    `Seul le paquet npm de Tessera ouvre des connexions ; la ligne de commande de l’application n’en ouvre aucune. Rien n’a été fait. Installer le paquet (« npm install --global tessera-${version}.tgz » ; docs/library.md dit d’où vient le fichier) et lui donner la même commande.`,
  notPrinted: (reason) => `Les résultats n’ont pas pu être affichés (${reason}).`,
  progressWindow: (window, windows) => `fenêtre ${window} sur ${windows}`,
  timeLeft: (seconds) => `encore ${about(seconds)}`,

  wanted: {
    wholeNumber: (low, high) => `Il faut un nombre entier de ${low} à ${high}.`,
    number: (low, high) => `Il faut un nombre de ${low} à ${high}.`,
    tolerance: 'Il faut un nombre à partir de 0.',
    length: (pixels, share) =>
      `Il faut un nombre entier de pixels jusqu’à ${pixels}, ou un pourcentage jusqu’à ${share}%.`,
    point: 'Il faut X,Y en pixels.',
    rectangle: 'Il faut GAUCHE,HAUT,LARGEUR,HAUTEUR, chacun en pixels ou comme 5%.',
    colour: 'Il faut #rrggbb.',
    parts: (names) => `Il faut un ou plusieurs de ${names}, séparés par des virgules.`,
  },

  plan: {
    sentence: (beginning, parts) => `${beginning} : ${parts.join(', ')}.`,
    detail: (detail, stage, seconds) =>
      `Détail ${detail} (détail d’origine : ${stage})${seconds === null ? '' : `, ${about(seconds)}`}`,
    work: (tokens, windows) =>
      `${counted(tokens, 'jeton', 'jetons')} dans ${counted(windows, 'fenêtre', 'fenêtres')}`,
    steps: (arSteps, least, most) =>
      `${counted(arSteps, 'étape AR', 'étapes AR')} de ${least < most ? `${least} à ` : ''}${counted(most, 'étape de diffusion', 'étapes de diffusion')}`,
    thin: (pixels) =>
      `${counted(pixels, 'pixel', 'pixels')} de lignes fines et de petites taches prolongés depuis l’entourage, sans le réseau`,
    copied: 'texture de la photo copiée depuis l’entourage, sans le réseau',
  },
  done: {
    run: (path, seconds, device, detail, changed) =>
      `${path} : ${about(seconds)} sur ${device}, détail ${detail}, ${changed}.`,
    detail: (detail, stage) => `${detail} (${stage})`,
    samples,
    samplesBeforeConversion: (count) => `${samples(count)} (avant la conversion du résultat)`,
    samplesBeforeEncoding: (count) => `${samples(count)} (avant l’encodage avec perte)`,
    cropped: (path, width, height) =>
      `${path} : ${width} x ${height} pixels, chaque valeur comme dans la photo.`,
    croppedBeforeEncoding: (path, width, height) =>
      `${path} : ${width} x ${height} pixels, chaque valeur comme dans la photo (avant l’encodage avec perte).`,
    straightened: (path, width, height) =>
      `${path} : ${width} x ${height} pixels, chaque pixel recalculé pour le redressement.`,
    repeated: (path, turns) => `${path} : ${counted(turns, 'étape rejouée', 'étapes rejouées')}.`,
    notPromised: (doubt) => `Les mêmes pixels ne sont pas promis : ${doubt}.`,
    sameJpeg: (blocks) =>
      `Le même JPEG : sur ${counted(blocks, 'bloc', 'blocs')} (MCU), aucun n’a été refait.`,
    keptJpeg: (touched, blocks, changed, largest) =>
      `Le même JPEG, sauf ${touched} sur ${counted(blocks, 'bloc', 'blocs')} (MCU), qui touchent tous la sélection ; ${counted(changed, 'pixel changé', 'pixels changés')} hors de la sélection${changed > 0 ? `, d’au plus ${largest} sur 255` : ''}.`,
    alsoInFile: (changes) => `Aussi dans le fichier : ${changes.join(' ; ')}.`,
    disclosed: (sentence, term) => `${sentence} IPTC : ${term}. --no-disclosure l’omet.`,
    recipeBeside: 'La recette ne tenait pas dans le fichier et se trouve à côté (.tessera.json).',
    othersWritten: (failure, names) => `${failure} Écrits : ${names}.`,
    jpegEncoded: (reason) => `Le JPEG entier est réencodé : ${reason}.`,
  },

  usage: {
    isInput: (name) =>
      `« ${name} » est aussi lu, et ce qui est lu n’est jamais écrasé. Choisir un autre nom pour -o.`,
    liesInInput: (name, folder) =>
      `« ${name} » se trouve dans « ${folder} », qui est lu, et ce qui est lu n’est jamais écrasé. Choisir un autre endroit.`,
    isFolder: (name) =>
      `« ${name} » est un dossier : aucun fichier ne peut être écrit à sa place. Rien n’a été changé. Choisir un autre nom.`,
    oneMask: 'Dire ce qui est rempli par l’un de --mask, --rectangle et --colour.',
    nothingToExtend: 'Rien à étendre : donner --left, --right, --top ou --bottom en pixels ou en pour cent.',
    nothingToCrop:
      'Rien à faire : donner une partie par --left, --top, --width et --height, ou bien --straighten ou --rotate.',
    partOutside: (width, height) =>
      `La partie n’est pas dans la photo, qui a ${width} x ${height} pixels. Rien n’a été écrit. Donner --left, --top, --width et --height à l’intérieur.`,
    noAngle: (given, most) =>
      `« ${given} » n’est pas un angle de redressement. Donner des degrés de ${-most} à ${most} par dixièmes, comme 1.5 ou -0.3.`,
    noOrder: (given, orders) => `« ${given} » n’est pas un ordre. Il y a ${orders}, ou un fichier d’image.`,
    fromWithoutSubject: (order) =>
      `--from dit où commence l’ordre « from-subject », et --order demande « ${order} ». Omettre l’un des deux.`,
    keepAndResize:
      '--jpeg keep laisse chaque bloc tel quel, et --resize les refait tous. Omettre l’un des deux.',
    keepAndQuality:
      '--jpeg keep laisse la qualité de la photo, et --quality en demande une autre. Omettre l’un des deux.',
    keepAndSrgb: (name) =>
      `--jpeg keep laisse chaque bloc tel quel, et --srgb convertit les couleurs de « ${name} ». Omettre l’un des deux.`,
    keepWithoutJpeg: (name) =>
      `--jpeg keep demande une photo et un résultat en JPEG, et « ${name} » n’en est pas un. L’omettre.`,
    keepWithoutPhoto: '--jpeg keep demande la photo dont le fichier est gardé : la donner après le résultat.',
    needsPhoto: (result) =>
      `« ${result} » est issu d’une photo : la donner aussi, « tessera replay ${result} PHOTO -o RÉSULTAT ».`,
    packUnused: (given, made) =>
      `Aucune des étapes n’a été créée avec le pack « ${given} ». Elles l’ont été avec : ${made}.`,
    packFileName: (extension) =>
      `Le fichier d’un pack s’appelle NOM.${extension}. Rien n’a été écrit. Choisir un tel nom pour -o.`,
    engineClosed: 'Le moteur a été fermé. En ouvrir un autre.',
  },
  cannotStayJpeg: (name, reason) =>
    `« ${name} » ne peut pas rester le JPEG qu’il est : ${reason}. Rien n’a été écrit. Omettre --jpeg keep pour le réencoder.`,
  otherSize: {
    drawn: (option, own, wanted) =>
      `L’image donnée par ${option} a ${own} pixels, l’image finie ${wanted} (une fois redressée). Rien n’a été écrit. La faire aussi grande : seul compte ce qui couvre la partie remplie.`,
    source: (own, photo) =>
      `L’image de --source a ${own} pixels, la photo ${photo} (une fois redressée). Rien n’a été écrit. La faire aussi grande que la photo.`,
  },
  packNotInstalled: (id) =>
    `Il a été créé avec le pack de modèle « ${id} », qui n’est pas installé ici. Rien n’a été écrit. Le donner par --pack DOSSIER.`,

  packs: {
    none: 'Il n’y a pas de packs.',
    deleted: (id) => `Le pack « ${id} » a été supprimé.`,
    checked: (id, files) => `${id} : les ${files} fichiers sont comme ils doivent être.`,
    copying: 'Copie du pack',
    offered: (name, size, licence) => `${name} : ${size}, licence : ${licence}`,
    installed: (name) => `${name} est installé.`,
    planned: (name, size, precision, memory) =>
      `${name} : environ ${size} sur le disque en ${precision} ; un calcul guidé demande environ ${memory} de mémoire.`,
    leftOut: (tensors) => `Inutiles et omis : ${tensors}`,
    nothingToCompare: 'rien à comparer',
    aboveTolerance: 'au-dessus de la tolérance',
    differs: (tolerance, parts) =>
      `Le pack diffère de la référence de plus de ${tolerance} : ${parts}. Rien n’a été écrit.`,
    differsWritten: (tolerance, parts, file) =>
      `Le pack diffère de la référence de plus de ${tolerance} : ${parts}. Ce qu’il donne a été écrit dans « ${file} ».`,
  },

  bench: {
    measuring: 'Mesure',
    rows: {
      pack: 'pack',
      matrix: 'produit de matrices',
      sampler: 'échantillonneur',
      windowPass: 'une fenêtre',
      firstTokens: 'premiers jetons',
      masks: 'masques',
      quarter: 'un quart par rapport à tout',
      outside: 'hors du réseau',
      traffic: 'par la mémoire principale',
      opening: 'ouverture',
      memory: 'mémoire au plus',
    },
    threads: (count) => counted(count, 'thread', 'threads'),
    ofMatrix: (share) => `${share} de ce produit`,
    quarterMask: 'masque d’un quart',
    all: 'tout',
    tokensPerStep: (tokens, steps) => `${tokens} jetons par étape AR x ${steps}`,
    traffic: (bytes, cache) => `${bytes} octets par étape de diffusion, dont ${cache} du cache`,
  },

  batch: {
    progress: (ended, jobs, photo, fraction, left) =>
      `${ended} sur ${jobs}${photo === null ? '' : `, « ${photo} » ${percent(fraction)}`}${left === null ? '' : `, encore ${about(left)}`}`,
    planned: (line, operation, photo, output, seconds) =>
      `Ligne ${line} : ${operation}${photo === null ? '' : ` « ${photo} »`} vers « ${output} », ${about(seconds)}.`,
    plannedAll: (jobs, seconds) =>
      `${counted(jobs, 'tâche', 'tâches')}, ${about(seconds)} de calcul. Rien n’a été écrit.`,
    ended: (done, failed, left) =>
      `${counted(done, 'tâche faite', 'tâches faites')}, ${counted(failed, 'échec', 'échecs')}${left > 0 ? `, ${left} pas commencées : la même commande continue avec elles` : ''}.`,
    failed: (line, name, message) => `Ligne ${line}, « ${name} » : ${message}`,
    again: (line, name, message) => `Ligne ${line}, « ${name} » : ${message} Nouvel essai après les autres.`,
    stopping:
      'Arrêt après les photos en cours de calcul. Interrompre encore pour arrêter tout de suite : elles seront alors recommencées la prochaine fois.',
    leaving:
      'Terminé. Les tâches restent dans la file et y sont faites : la même commande les attend de nouveau.',
    engineDied:
      'Le processus qui calculait cette photo s’est arrêté. Son résultat est entier, ou absent. Une nouvelle tentative a lieu ; si elle échoue aussi, choisir moins de --engines.',
    priorityWithoutQueue: '--priority vaut parmi les tâches d’une file : donner son adresse par --queue.',
    stateInStore: 'Les résultats vont dans un stockage : dire par --state où se trouve le fichier d’état.',
    noLongOption: (given) => `« ${given} » n’est pas une option longue (--nom valeur).`,
    list: {
      saysItself: (name) =>
        `Les tâches de « ${name} » disent elles-mêmes ce qui est fait : omettre --output, --mask, --rectangle, --colour et --operation.`,
      csvReasons: {
        columns: (line, columns) =>
          `la ligne ${line} n’a pas autant de cellules qu’il y a de noms (${columns})`,
        quotes: (line) => `les guillemets de la ligne ${line} ne vont pas ensemble`,
        line: (line) => `la ligne ${line} est illisible`,
      },
      noCsv: (reason) =>
        `La liste de tâches n’est pas un fichier CSV dont la première ligne porte des noms : ${reason}. Rien n’a été fait.`,
      noList: (name) =>
        `« ${name} » n’est pas une liste de tâches (.jsonl, .csv) : dire par --output où vont les résultats de ses photos, par exemple --output "out/{name}-filled.{ext}".`,
      noPhoto: (place) => `Aucune photo n’a été trouvée dans « ${place} ». Rien n’a été fait.`,
      leftOut: (line, reason) =>
        `Ligne ${line} : ${reason}. Elle a été omise ; les autres tâches sont faites.`,
      noJson: (reason) => `ce n’est pas un objet JSON (${reason})`,
      collides: (line, reason) =>
        `Ligne ${line} : ${reason}. Rien n’a été écrasé. Lui donner un autre résultat.`,
      isRead: (name) => `« ${name} » est lu par une tâche de cette liste`,
      isWritten: (name, line) => `« ${name} » est déjà écrit par la ligne ${line}`,
    },
    job: {
      optionName: 'une option en camelCase, comme « paintedEffort »',
      takesNoPhoto: (operation) => `« ${operation} » ne prend pas de photo`,
      takesNoMask: (operation) => `« ${operation} » ne prend pas de masque`,
      isMissing: (field) => `« ${field} » manque`,
      besideOptions: (name) => `« ${name} » n’a pas sa place dans « options » (il va à côté)`,
      inMask: (name) => `« ${name} » n’a pas sa place dans « options » (il va dans « mask »)`,
      ofBatch: (name) => `« ${name} » n’a pas sa place dans « options » (c’est une option du lot)`,
    },
    noStateFile: (name) =>
      `« ${name} » n’est pas un fichier d’état des lots de cette version. Rien n’a été fait ni changé. En choisir un autre par --state.`,
    report: {
      title: 'Lot de Tessera',
      heading: (done, jobs) => `${done} tâches faites sur ${jobs}`,
      columns: { line: 'Ligne', photo: 'Photo', before: 'Avant', after: 'Après', result: 'Résultat' },
      done: (seconds, changed) => `${duration(seconds)}, ${changed} valeurs changées au-dehors`,
      notDone: 'pas fait',
      notShown: 'ne peut pas être montré',
    },
  },

  store: {
    noAddress: (given) =>
      `« ${given} » n’est pas l’adresse d’un objet : c’est s3://bucket/dossier/nom, sans « . », « .. » ni parties vides.`,
    noCredentials:
      'Les adresses S3 demandent AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY dans l’environnement. Rien n’a été lu ni écrit.',
    noEndpoint:
      'L’adresse d’un stockage S3 est http(s)://host[:port] ; utilisateur et mot de passe sont dans l’environnement, jamais dans l’adresse.',
    notRead: (name, reason) =>
      `« ${name} » n’a pas pu être lu dans le stockage S3 (${reason}). Aucune photo n’a été changée. Vérifier l’adresse, les identifiants et le stockage, puis réessayer.`,
    notWritten: (name, reason) =>
      `« ${name} » n’a pas été écrit dans le stockage S3 (${reason}). Aucune photo n’a été changée. Vérifier l’adresse, les identifiants et le stockage, puis réessayer.`,
    connectionFailed: 'la connexion a échoué',
  },

  queue: {
    noAddress: 'La file est une adresse comme redis://host:6379 (rediss:// avec TLS).',
    noDatabase: 'Ce qui suit l’hôte de la file est le numéro d’une base de données.',
    unreachable: (address, reason) =>
      `La file à ${address} ne peut pas être utilisée (${reason}). Rien n’a été changé. Vérifier que Redis y tourne et donne accès.`,
    trouble: (address, reason) => `La file à ${address} : ${reason}`,
    waiting: (address) => `En attente de tâches à ${address}.`,
    jobDone: (name) => `« ${name} » : fait.`,
    ending: 'Arrêt après les photos en cours de calcul.',
    ownPack: 'Les workers prennent leur propre pack : omettre « pack » dans la tâche.',
    namesPack: 'La tâche nomme un pack ; un worker ne prend que le sien.',
    otherPack: (queued, own) =>
      `La tâche est pour le pack « ${queued} » dans une autre version que « ${own} » de ce worker. Installer la même version de Tessera des deux côtés.`,
    otherFile: (name) =>
      `« ${name} » n’est pas le fichier mis en file : il a été changé depuis, ou le dossier du worker est un autre. Remettre la tâche en file.`,
    outsideRoots: (name) => `« ${name} » est hors de --root de ce worker, qui n’en sort jamais.`,
    noRoot: (folder) => `Il n’y a pas de dossier « ${folder} » pour --root.`,
    failedJob: (time, name, reason) => `${time}  « ${name} » : ${reason}`,
    noneFailed: 'Aucune tâche n’a échoué.',
    failed: (count) => `${counted(count, 'échec', 'échecs')}.`,
  },
};
