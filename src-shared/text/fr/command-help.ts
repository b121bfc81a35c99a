import type { Catalogue } from '../english.ts';

export const commandHelp: Catalogue['commandHelp'] = {
  words: {
    usage: 'Utilisation :',
    arguments: 'Arguments :',
    options: 'Options :',
    commands: 'Commandes :',
    help: 'affiche l’aide de la commande',
    version: 'affiche la version',
    choices: (list) => `choix : ${list}`,
    default: (value) => `par défaut : ${value}`,
    environment: (variable) => `environnement : ${variable}`,
    hint: '(--help montre ce qui est possible)',
  },
  wrong: {
    error: (sentence) => `erreur : ${sentence}`,
    missingArgument: (name) => `l’argument '${name}' manque`,
    missingValue: (option) => `la valeur de l’option '${option}' manque`,
    missingOption: (option) => `l’option '${option}' manque`,
    unknownOption: (option) => `option inconnue '${option}'`,
    conflict: (option, other) => `l’option '${option}' ne va pas avec l’option '${other}'`,
    unknownCommand: (command) => `commande inconnue '${command}'`,
    tooMany: (command, expected, given) =>
      `trop d’arguments pour '${command}' : ${expected} attendus, ${given} donnés.`,
    value: (option, value) => `l’option '${option}' ne peut pas être '${value}'.`,
    environment: (option, value, variable) =>
      `l’option '${option}' ne peut pas être '${value}' (de l’environnement, '${variable}').`,
    choices: (list) => `Choix possibles : ${list}.`,
    didYouMean: (name) => `(Était-ce ${name} ?)`,
  },

  program: 'Remplir, étendre et créer des images avec un transformeur de diffusion causal, hors ligne.',
  shared: {
    json: 'un objet JSON par ligne sur stdout, en anglais',
    output: 'où va le résultat',
    quality: 'de JPEG, WebP et AVIF, 1 à 100',
    softwareDevice: 'admet un rendu logiciel comme GPU (pour les tests ; lent)',
    device: 'ce qui calcule',
    none: 'rien',
  },

  fill: {
    description:
      'remplit la partie masquée d’une photo ; tout ce qui est hors du masque reste tel quel, valeur pour valeur',
    mask: 'ce qui est rempli : l’alpha s’il n’est pas plein partout, sinon la luminosité ; 0 = intact',
    rectangle:
      'au lieu d’un masque : un rectangle en pixels ou en pour cent (5%) ; gauche ou haut négatif compte depuis la droite ou le bas',
    colour: 'au lieu d’un masque : tout ce qui est d’une couleur',
    tolerance: 'de combien chaque canal peut s’écarter de --colour, sur 255',
    source:
      'une image aussi grande que la photo : la texture est copiée là où elle est blanche, et jamais là où elle est noire',
    opacity: 'ce qui se voit du remplissage par-dessus ce qui était là, de 0 à 100',
  },
  extend: {
    description: 'agrandit les côtés d’une photo et remplit ce qui a été ajouté',
    sides: {
      left: 'ajouté à gauche : des pixels, ou une part de la largeur de la photo',
      right: 'ajouté à droite : des pixels, ou une part de la largeur de la photo',
      top: 'ajouté en haut : des pixels, ou une part de la hauteur de la photo',
      bottom: 'ajouté en bas : des pixels, ou une part de la hauteur de la photo',
    },
  },
  generate: {
    description: 'crée une image à partir d’un mot seul',
    width: 'largeur (par défaut : la fenêtre du pack)',
    height: 'hauteur (par défaut : la fenêtre du pack)',
  },
  crop: {
    description:
      'garde une partie d’une photo, la redresse et la tourne par quarts de tour ; seul le redressement change des valeurs',
    left: 'où commence la partie, depuis la gauche : des pixels, ou une part de la largeur de la photo',
    top: 'où commence la partie, depuis le haut : des pixels, ou une part de la hauteur de la photo',
    width: 'de la partie (par défaut : jusqu’au côté droit)',
    height: 'de la partie (par défaut : jusqu’en bas)',
    rotate: 'dans le sens horaire, une fois la partie découpée',
    straighten: (most) =>
      `dans le sens horaire, ${-most} à ${most} par dixièmes, une fois la partie découpée et avant --rotate : recalcule chaque pixel et coupe les coins vides`,
  },
  replay: {
    description: 'rejoue la recette trouvée dans un résultat, à partir de la photo dont il est issu',
    result: 'une image ou un projet que Tessera a créés',
    photo: 'la photo dont il est issu (inutile pour une image générée)',
    output: 'où va le résultat rejoué',
    pack: 'un pack de modèle qui l’a créé, s’il n’est pas installé ; peut être donné plusieurs fois',
  },

  run: {
    output: (endings) => `où va le résultat (${endings})`,
    pack: 'pack de modèle (par défaut : celui qui est fourni)',
    label: 'l’un des mots du pack (par défaut : n’importe lequel)',
    order: (names) => `${names}, ou une image grise aussi grande que l’image finie : plus sombre = plus tôt`,
    from: 'from-subject : où cela commence, en pixels',
    schedule: 'comment les jetons sont répartis sur les étapes AR',
    arSteps: 'étapes AR par fenêtre, si elle a autant de jetons',
    diffusionSteps: 'étapes de diffusion par étape AR',
    effort: 'règle les deux précédents et le détail le plus fin',
    paintedEffort:
      'une image grise aussi grande que l’image finie : 128 = l’effort ci-dessus, plus clair = davantage (jusqu’à quatre fois), plus sombre = moins',
    guidance: 'avec quelle force le mot est suivi, 1 = pas du tout',
    contextGuidance:
      'avec quelle force la photo autour est suivie, 1 = comme le modèle le fait de lui-même (par défaut : celle du pack ; rien à suivre pour generate)',
    seed: 'même graine, même résultat',
    variants: 'écrit OUT-1 à OUT-N',
    detail: 'ce qui apporte le détail fin',
    threads: 'threads du CPU, 0 = automatique',
    quality: 'de JPEG, WebP et AVIF, 1 à 100 (par défaut : sans perte si le format le permet)',
  },
  read: {
    page: 'quelle image d’un fichier qui en contient plusieurs, à partir de 1',
    partial: 'ouvre une photo endommagée aussi loin qu’elle va',
    whiteBalance: 'd’un fichier brut d’appareil photo',
    exposure: (most) => `d’un fichier brut d’appareil photo : -${most} à ${most}`,
  },
  write: {
    jpeg: 'un JPEG enregistré en JPEG : garder tous les blocs que la retouche n’atteint pas (keep), ou réencoder toute l’image (encode) (par défaut : keep si possible, sauf avec --quality)',
    strip:
      'omet des métadonnées : place (lieu), serial (numéros de série), all (tout) ; plusieurs séparés par des virgules',
    recipe: 'écrit la recette même si toutes les métadonnées sont omises',
    noRecipe: 'omet ce qui permet de rejouer le résultat',
    noDisclosure: 'omet comment l’image a été faite (IPTC Digital Source Type)',
    c2pa: 'signe des certificats de contenu (C2PA) dans le fichier, avec une clé de cet ordinateur',
    resize:
      'recalcule le résultat : son plus long côté en pixels, ou une part de sa taille (par défaut : aucune valeur n’est recalculée)',
    srgb: 'convertit les couleurs en sRGB (par défaut : le profil de la photo reste)',
  },

  batch: {
    description:
      'remplit ou étend beaucoup de photos ; ce qui est fait est noté dans un fichier d’état, et la même commande continue avec le reste',
    jobs: 'une liste de tâches (.jsonl, .csv), un dossier ou un motif',
    options: 'après -- : des options de fill ou extend, pour chaque photo d’un dossier',
    state: 'ce qui est fait (par défaut : à côté de la liste de tâches, ou là où vont les résultats)',
    output: 'pour un dossier : où vont les résultats, par exemple "out/{name}-filled.{ext}"',
    mask: 'pour un dossier : un masque pour toutes, ou par exemple "{name}-mask.png"',
    seeFill: 'pour un dossier : voir fill --help',
    operation: 'pour un dossier',
    report: 'écrit une page avec chaque résultat, avant et après (.html)',
    queue: 'fait faire les tâches par des workers : redis://host:6379 (voir worker --help)',
    priority:
      'd’une file : de 1, la première, à 1000 ; les tâches sans priorité passent avant toutes celles qui en ont une',
    engines:
      'calcule autant de photos côte à côte, chacune avec sa part des processeurs (sinon autant que processeurs, mémoire et tâches le permettent)',
    dryRun: 'dit ce qui serait fait et combien de temps cela prend',
    s3Endpoint:
      'le stockage de s3://bucket/name : http(s)://host[:port] (par défaut : AWS_ENDPOINT_URL, sinon Amazon) ; identifiants dans AWS_ACCESS_KEY_ID et ainsi de suite',
  },
  worker: {
    description:
      'fait les tâches d’une file que « tessera batch --queue » remplit, jusqu’à ce qu’il soit arrêté : SIGTERM ou Ctrl+C, après les photos en cours de calcul',
    queue: 'redis://[user:password@]host[:port][/database] ; rediss:// est TLS',
    root: 'des dossiers, et s3://bucket/dossier : rien n’est lu ni écrit en dehors',
    concurrency: 'tâches à la fois',
    rate: 'commence au plus ce nombre de tâches par minute',
    lostAfter: 'donne à un autre les tâches d’un worker sans signe de vie depuis ce temps',
  },
  failed: {
    description:
      'liste les tâches d’une file qui ont échoué pour de bon, et pourquoi ; « tessera batch --queue » avec leur liste les essaie de nouveau',
    queue: 'comme pour worker',
  },

  pack: {
    description: 'liste, vérifie, importe, exporte, installe, supprime et compare des packs de modèle',
    list: 'liste les packs',
    info: 'montre ce qu’un pack dit de lui-même',
    check: 'vérifie l’empreinte de chaque fichier d’un pack',
    import: 'fait un pack à partir de poids publiés',
    export: 'écrit un pack en un seul fichier, que prennent l’application et « tessera pack install »',
    install: 'installe le fichier d’un pack parmi les packs de l’application',
    remove: 'supprime un pack importé ou installé',
    compare: 'calcule les résultats d’une référence avec un pack et compare',
    idOrFolder: 'identifiant ou dossier',
    id: 'son identifiant',
    checkpoint: '.pt ou .safetensors',
    folder: 'le dossier du nouveau pack',
    precision: 'comment les poids sont gardés',
    file: 'NAME.tessera-pack',
    reference: 'dossier avec reference.safetensors',
    write: 'enregistre les résultats calculés (safetensors)',
    tolerance: 'plus grande erreur relative admise',
    from: 'un export d’entraînement : config.json et weights.safetensors',
  },
  bench: {
    description: 'Mesure la vitesse d’un pack sur cet ordinateur. Fermer d’abord les autres programmes.',
    pack: 'le pack à mesurer (par défaut : celui qui est fourni)',
    threads: 'threads du CPU, 0 = automatique',
    rounds: 'combien de fois tout est mesuré ; le meilleur compte',
  },
};
