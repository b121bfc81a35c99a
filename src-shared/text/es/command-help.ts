import type { Catalogue } from '../english.ts';

export const commandHelp: Catalogue['commandHelp'] = {
  words: {
    usage: 'Uso:',
    arguments: 'Argumentos:',
    options: 'Opciones:',
    commands: 'Órdenes:',
    help: 'muestra la ayuda de la orden',
    version: 'muestra la versión',
    choices: (list) => `posibles: ${list}`,
    default: (value) => `por omisión: ${value}`,
    environment: (variable) => `entorno: ${variable}`,
    hint: '(--help muestra lo que es posible)',
  },
  wrong: {
    error: (sentence) => `error: ${sentence}`,
    missingArgument: (name) => `falta el argumento '${name}'`,
    missingValue: (option) => `falta el valor de la opción '${option}'`,
    missingOption: (option) => `falta la opción '${option}'`,
    unknownOption: (option) => `opción desconocida '${option}'`,
    conflict: (option, other) => `la opción '${option}' no se puede usar con la opción '${other}'`,
    unknownCommand: (command) => `orden desconocida '${command}'`,
    tooMany: (command, expected, given) =>
      `demasiados argumentos para '${command}': se esperaban ${expected} y hay ${given}.`,
    value: (option, value) => `la opción '${option}' no puede ser '${value}'.`,
    environment: (option, value, variable) =>
      `la opción '${option}' no puede ser '${value}' (del entorno, '${variable}').`,
    choices: (list) => `Son posibles ${list}.`,
    didYouMean: (name) => `(¿Quizá ${name}?)`,
  },

  program: 'Rellenar, ampliar y crear imágenes con un transformador de difusión causal, sin conexión.',
  shared: {
    json: 'un objeto JSON por línea en stdout, en inglés',
    output: 'adónde va el resultado',
    quality: 'de JPEG, WebP y AVIF, de 1 a 100',
    softwareDevice: 'admite un dibujo por software como GPU (para pruebas; lento)',
    device: 'qué calcula',
    none: 'nada',
  },

  fill: {
    description:
      'rellena la parte enmascarada de una foto; todo lo que está fuera de la máscara queda como está, valor por valor',
    mask: 'qué se rellena: el alfa donde no es pleno en todas partes, si no el brillo; 0 = intacto',
    rectangle:
      'en vez de una máscara: un rectángulo en píxeles o por ciento (5%); izquierda o arriba negativos cuentan desde la derecha o desde abajo',
    colour: 'en vez de una máscara: todo lo de un color',
    tolerance: 'cuánto puede apartarse cada canal de --colour, de 255',
    source:
      'una imagen tan grande como la foto: la textura se copia de donde es blanca, y nunca de donde es negra',
    opacity: 'cuánto del relleno se ve sobre lo que había, de 0 a 100',
  },
  extend: {
    description: 'amplía los lados de una foto y rellena lo añadido',
    sides: {
      left: 'añadido a la izquierda: píxeles, o una parte del ancho de la foto',
      right: 'añadido a la derecha: píxeles, o una parte del ancho de la foto',
      top: 'añadido arriba: píxeles, o una parte del alto de la foto',
      bottom: 'añadido abajo: píxeles, o una parte del alto de la foto',
    },
  },
  generate: {
    description: 'crea una imagen solo a partir de una palabra',
    width: 'ancho (por omisión: la ventana del paquete)',
    height: 'alto (por omisión: la ventana del paquete)',
  },
  crop: {
    description:
      'conserva una parte de una foto, la endereza y la gira por cuartos de vuelta; solo enderezar cambia valores',
    left: 'dónde empieza la parte, desde la izquierda: píxeles, o una parte del ancho de la foto',
    top: 'dónde empieza la parte, desde arriba: píxeles, o una parte del alto de la foto',
    width: 'de la parte (por omisión: hasta el lado derecho)',
    height: 'de la parte (por omisión: hasta abajo)',
    rotate: 'en el sentido de las agujas del reloj, una vez recortada la parte',
    straighten: (most) =>
      `en el sentido de las agujas del reloj, de ${-most} a ${most} por décimas, una vez recortada la parte y antes de --rotate: recalcula cada píxel y corta las esquinas vacías`,
  },
  replay: {
    description: 'repite la receta hallada en un resultado, desde la foto de la que salió',
    result: 'una imagen o un proyecto que hizo Tessera',
    photo: 'la foto de la que salió (no hace falta para una imagen generada)',
    output: 'adónde va el resultado repetido',
    pack: 'un paquete de modelo que la hizo, si no está instalado; puede darse varias veces',
  },

  run: {
    output: (endings) => `adónde va el resultado (${endings})`,
    pack: 'paquete de modelo (por omisión: el incluido)',
    label: 'una de las palabras del paquete (por omisión: cualquiera)',
    order: (names) => `${names}, o una imagen gris tan grande como la terminada: más oscuro = antes`,
    from: 'from-subject: dónde empieza, en píxeles',
    schedule: 'cómo se reparten los tokens entre los pasos AR',
    arSteps: 'pasos AR por ventana, si tiene tantos tokens',
    diffusionSteps: 'pasos de difusión por paso AR',
    effort: 'fija los dos anteriores y el detalle más fino',
    paintedEffort:
      'una imagen gris tan grande como la terminada: 128 = el esfuerzo de arriba, más claro = más (hasta cuatro veces), más oscuro = menos',
    guidance: 'con qué fuerza se sigue la palabra, 1 = nada',
    contextGuidance:
      'con qué fuerza se sigue la foto de alrededor, 1 = como el modelo lo hace por sí mismo (por omisión: la del paquete; nada que seguir al generar)',
    seed: 'misma semilla, mismo resultado',
    variants: 'escribe OUT-1 a OUT-N',
    detail: 'qué aporta el detalle fino',
    threads: 'hilos de la CPU, 0 = automático',
    quality: 'de JPEG, WebP y AVIF, de 1 a 100 (por omisión: sin pérdida donde el formato puede)',
  },
  read: {
    page: 'qué imagen de un archivo que contiene varias, desde 1',
    partial: 'abre una foto dañada hasta donde llegue',
    whiteBalance: 'de un archivo RAW de cámara',
    exposure: (most) => `de un archivo RAW de cámara: de -${most} a ${most}`,
  },
  write: {
    jpeg: 'un JPEG guardado como JPEG: conservar todos los bloques que la edición no toca (keep), o recodificar toda la imagen (encode) (por omisión: keep donde se puede, salvo con --quality)',
    strip: 'omite de los metadatos: place (lugar), serial (números de serie), all (todo); varios con comas',
    recipe: 'escribe la receta aunque se omitan todos los metadatos',
    noRecipe: 'omite lo que permite repetir el resultado',
    noDisclosure: 'omite cómo se hizo la imagen (IPTC Digital Source Type)',
    c2pa: 'firma credenciales de contenido (C2PA) en el archivo, con una clave de este equipo',
    resize:
      'recalcula el resultado: su lado más largo en píxeles, o una parte de su tamaño (por omisión: no se recalcula ningún valor)',
    srgb: 'convierte los colores a sRGB (por omisión: queda el perfil de la foto)',
  },

  batch: {
    description:
      'rellena o amplía muchas fotos; lo hecho se anota en un archivo de estado, y la misma orden continúa con el resto',
    jobs: 'una lista de trabajos (.jsonl, .csv), una carpeta o un patrón',
    options: 'detrás de --: opciones de fill o extend, para cada foto de una carpeta',
    state: 'lo que está hecho (por omisión: junto a la lista de trabajos, o adonde van los resultados)',
    output: 'de una carpeta: adónde van los resultados, por ejemplo "out/{name}-filled.{ext}"',
    mask: 'de una carpeta: una máscara para todas, o por ejemplo "{name}-mask.png"',
    seeFill: 'de una carpeta: ver fill --help',
    operation: 'de una carpeta',
    report: 'escribe una página con cada resultado, antes y después (.html)',
    queue: 'deja los trabajos a los workers: redis://host:6379 (ver worker --help)',
    priority:
      'de una cola: de 1, el primero, a 1000; los trabajos sin prioridad van antes que todos los que la tienen',
    engines:
      'calcula tantas fotos a la vez, cada una con su parte de los procesadores (si no, tantas como permitan procesadores, memoria y trabajos)',
    dryRun: 'dice qué se haría y cuánto tarda',
    s3Endpoint:
      'el almacén de s3://bucket/name: http(s)://host[:port] (por omisión: AWS_ENDPOINT_URL, si no Amazon); credenciales en AWS_ACCESS_KEY_ID y demás',
  },
  worker: {
    description:
      'hace los trabajos de una cola que llena «tessera batch --queue», hasta que se le termina: SIGTERM o Ctrl+C, tras las fotos que se están calculando',
    queue: 'redis://[user:password@]host[:port][/database]; rediss:// es TLS',
    root: 'carpetas, y s3://bucket/carpeta: nada fuera de ellas se lee ni se escribe',
    concurrency: 'trabajos a la vez',
    rate: 'empieza como mucho tantos trabajos por minuto',
    lostAfter: 'da a otro los trabajos de un worker que no dio señales durante tanto tiempo',
  },
  failed: {
    description:
      'enumera los trabajos de una cola que fallaron definitivamente, y por qué; «tessera batch --queue» con su lista los intenta de nuevo',
    queue: 'como en worker',
  },

  pack: {
    description: 'enumera, comprueba, importa, exporta, instala, elimina y compara paquetes de modelo',
    list: 'enumera los paquetes',
    info: 'muestra lo que un paquete dice de sí mismo',
    check: 'comprueba la suma de cada archivo de un paquete',
    import: 'hace un paquete de pesos publicados',
    export: 'escribe un paquete como un solo archivo, que toman la aplicación y «tessera pack install»',
    install: 'instala el archivo de un paquete entre los paquetes de la aplicación',
    remove: 'elimina un paquete importado o instalado',
    compare: 'calcula los resultados de una referencia con un paquete y compara',
    idOrFolder: 'identificador o carpeta',
    id: 'su identificador',
    checkpoint: '.pt o .safetensors',
    folder: 'la carpeta del nuevo paquete',
    precision: 'cómo se guardan los pesos',
    file: 'NAME.tessera-pack',
    reference: 'carpeta con reference.safetensors',
    write: 'guarda los resultados calculados (safetensors)',
    tolerance: 'mayor error relativo admitido',
    from: 'una exportación del entrenamiento: config.json y weights.safetensors',
  },
  bench: {
    description: 'Mide lo rápido que va un paquete en este equipo. Cerrar antes los demás programas.',
    pack: 'el paquete que se mide (por omisión: el incluido)',
    threads: 'hilos de la CPU, 0 = automático',
    rounds: 'cuántas veces se mide todo; cuenta la mejor',
  },
};
