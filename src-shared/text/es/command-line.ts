import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

const about = (seconds: number): string => `unos ${duration(Math.max(1, Math.round(seconds)))}`;
const samples = (count: number): string =>
  `${count} ${count === 1 ? 'valor cambiado' : 'valores cambiados'} fuera de la selección`;

export const commandLine: Catalogue['commandLine'] = {
  note: (message) => `Nota: ${message}`,
  cancelled: 'Cancelado. No se escribió nada.',
  needsNpmPackage: (version) =>
    `Solo el paquete npm de Tessera abre conexiones; la línea de órdenes de la aplicación no abre ninguna. No se hizo nada. Instalar el paquete («npm install --global tessera-${version}.tgz»; docs/library.md dice de dónde viene el archivo) y darle la misma orden.`,
  notPrinted: (reason) => `No se pudieron mostrar los resultados (${reason}).`,
  progressWindow: (window, windows) => `ventana ${window} de ${windows}`,
  timeLeft: (seconds) => `quedan ${about(seconds)}`,

  wanted: {
    wholeNumber: (low, high) => `Debe ser un número entero de ${low} a ${high}.`,
    number: (low, high) => `Debe ser un número de ${low} a ${high}.`,
    tolerance: 'Debe ser un número desde 0.',
    length: (pixels, share) =>
      `Debe ser un número entero de píxeles hasta ${pixels}, o un porcentaje hasta ${share}%.`,
    point: 'Debe ser X,Y en píxeles.',
    rectangle: 'Debe ser IZQUIERDA,ARRIBA,ANCHO,ALTO, cada uno en píxeles o como 5%.',
    colour: 'Debe ser #rrggbb.',
    parts: (names) => `Debe ser uno o varios de ${names}, con comas.`,
  },

  plan: {
    sentence: (beginning, parts) => `${beginning}: ${parts.join(', ')}.`,
    detail: (detail, stage, seconds) =>
      `Detalle ${detail} (detalle propio: ${stage})${seconds === null ? '' : `, ${about(seconds)}`}`,
    work: (tokens, windows) =>
      `${counted(tokens, 'token', 'tokens')} en ${counted(windows, 'ventana', 'ventanas')}`,
    steps: (arSteps, least, most) =>
      `${counted(arSteps, 'paso AR', 'pasos AR')} de ${least < most ? `${least} a ` : ''}${counted(most, 'paso de difusión', 'pasos de difusión')}`,
    thin: (pixels) =>
      `${counted(pixels, 'píxel', 'píxeles')} de líneas finas y manchas pequeñas continuados desde el entorno, sin la red`,
    copied: 'textura de la foto copiada del entorno, sin la red',
  },
  done: {
    run: (path, seconds, device, detail, changed) =>
      `${path}: ${about(seconds)} en ${device}, detalle ${detail}, ${changed}.`,
    detail: (detail, stage) => `${detail} (${stage})`,
    samples,
    samplesBeforeConversion: (count) => `${samples(count)} (antes de convertir el resultado)`,
    samplesBeforeEncoding: (count) => `${samples(count)} (antes de codificar con pérdida)`,
    cropped: (path, width, height) => `${path}: ${width} x ${height} píxeles, cada valor como en la foto.`,
    croppedBeforeEncoding: (path, width, height) =>
      `${path}: ${width} x ${height} píxeles, cada valor como en la foto (antes de codificar con pérdida).`,
    straightened: (path, width, height) =>
      `${path}: ${width} x ${height} píxeles, cada píxel recalculado para enderezarla.`,
    repeated: (path, turns) => `${path}: ${counted(turns, 'paso repetido', 'pasos repetidos')}.`,
    notPromised: (doubt) => `No se prometen los mismos píxeles: ${doubt}.`,
    sameJpeg: (blocks) =>
      `El mismo JPEG: de ${counted(blocks, 'bloque', 'bloques')} (MCU) no se rehízo ninguno.`,
    keptJpeg: (touched, blocks, changed, largest) =>
      `El mismo JPEG salvo ${touched} de ${counted(blocks, 'bloque', 'bloques')} (MCU), que tocan todos la selección; ${counted(changed, 'píxel cambiado', 'píxeles cambiados')} fuera de la selección${changed > 0 ? `, en ${largest} de 255 como mucho` : ''}.`,
    alsoInFile: (changes) => `También en el archivo: ${changes.join('; ')}.`,
    disclosed: (sentence, term) => `${sentence} IPTC: ${term}. Se omite con --no-disclosure.`,
    recipeBeside: 'La receta no cabía en el archivo y está al lado (.tessera.json).',
    othersWritten: (failure, names) => `${failure} Escritos: ${names}.`,
    jpegEncoded: (reason) => `Se recodifica todo el JPEG: ${reason}.`,
  },

  usage: {
    isInput: (name) =>
      `«${name}» también se lee, y lo que se lee nunca se sobrescribe. Elegir otro nombre para -o.`,
    liesInInput: (name, folder) =>
      `«${name}» está en «${folder}», que se lee, y lo que se lee nunca se sobrescribe. Elegir otro lugar.`,
    isFolder: (name) =>
      `«${name}» es una carpeta: no puede escribirse un archivo en su lugar. No se cambió nada. Elegir otro nombre.`,
    oneMask: 'Decir qué se rellena con una de --mask, --rectangle y --colour.',
    nothingToExtend: 'Nada que ampliar: dar --left, --right, --top o --bottom en píxeles o por ciento.',
    nothingToCrop:
      'Nada que hacer: dar una parte con --left, --top, --width y --height, o bien --straighten o --rotate.',
    partOutside: (width, height) =>
      `La parte no está en la foto, que tiene ${width} x ${height} píxeles. No se escribió nada. Dar --left, --top, --width y --height dentro de ella.`,
    noAngle: (given, most) =>
      `«${given}» no es un ángulo para enderezar una foto. Dar grados de ${-most} a ${most} por décimas, como 1.5 o -0.3.`,
    noOrder: (given, orders) => `«${given}» no es un orden. Hay ${orders}, o un archivo de imagen.`,
    fromWithoutSubject: (order) =>
      `--from dice dónde empieza el orden «from-subject», y --order pide «${order}». Quitar una de las dos.`,
    keepAndResize:
      '--jpeg keep deja cada bloque como está, y --resize los rehace todos. Quitar una de las dos.',
    keepAndQuality: '--jpeg keep deja la calidad de la foto, y --quality pide otra. Quitar una de las dos.',
    keepAndSrgb: (name) =>
      `--jpeg keep deja cada bloque como está, y --srgb convierte los colores de «${name}». Quitar una de las dos.`,
    keepWithoutJpeg: (name) =>
      `--jpeg keep necesita una foto y un resultado en JPEG, y «${name}» no lo es. Quitarla.`,
    keepWithoutPhoto: '--jpeg keep necesita la foto cuyo archivo se conserva: darla después del resultado.',
    needsPhoto: (result) =>
      `«${result}» salió de una foto: darla también, «tessera replay ${result} FOTO -o RESULTADO».`,
    packUnused: (given, made) =>
      `Ninguno de los pasos se hizo con el paquete «${given}». Se hicieron con: ${made}.`,
    packFileName: (extension) =>
      `El archivo de un paquete se llama NOMBRE.${extension}. No se escribió nada. Elegir un nombre así para -o.`,
    engineClosed: 'El motor se cerró. Abrir otro.',
  },
  cannotStayJpeg: (name, reason) =>
    `«${name}» no puede seguir siendo el JPEG que es: ${reason}. No se escribió nada. Quitar --jpeg keep para recodificarlo.`,
  otherSize: {
    drawn: (option, own, wanted) =>
      `La imagen dada con ${option} tiene ${own} píxeles, la terminada ${wanted} (una vez enderezada). No se escribió nada. Hacerla igual de grande: solo cuenta lo que cubre la parte rellenada.`,
    source: (own, photo) =>
      `La imagen de --source tiene ${own} píxeles, la foto ${photo} (una vez enderezada). No se escribió nada. Hacerla tan grande como la foto.`,
  },
  packNotInstalled: (id) =>
    `Se hizo con el paquete de modelo «${id}», que no está instalado aquí. No se escribió nada. Darlo con --pack CARPETA.`,

  packs: {
    none: 'No hay paquetes.',
    deleted: (id) => `Se eliminó el paquete «${id}».`,
    checked: (id, files) => `${id}: los ${files} archivos están como deben.`,
    copying: 'Copiando el paquete',
    offered: (name, size, licence) => `${name}: ${size}, licencia: ${licence}`,
    installed: (name) => `${name} está instalado.`,
    planned: (name, size, precision, memory) =>
      `${name}: unos ${size} en disco con ${precision}; un cálculo guiado necesita unos ${memory} de memoria.`,
    leftOut: (tensors) => `No hacen falta y se omitieron: ${tensors}`,
    nothingToCompare: 'nada con que comparar',
    aboveTolerance: 'por encima de la tolerancia',
    differs: (tolerance, parts) =>
      `El paquete difiere de la referencia en más de ${tolerance}: ${parts}. No se escribió nada.`,
    differsWritten: (tolerance, parts, file) =>
      `El paquete difiere de la referencia en más de ${tolerance}: ${parts}. Lo que da se escribió en «${file}».`,
  },

  bench: {
    measuring: 'Midiendo',
    rows: {
      pack: 'paquete',
      matrix: 'producto de matrices',
      sampler: 'muestreador',
      windowPass: 'una ventana',
      firstTokens: 'primeros tokens',
      masks: 'máscaras',
      quarter: 'un cuarto frente a todo',
      outside: 'fuera de la red',
      traffic: 'por la memoria principal',
      opening: 'apertura',
      memory: 'memoria máxima',
    },
    threads: (count) => counted(count, 'hilo', 'hilos'),
    ofMatrix: (share) => `${share} de ello`,
    quarterMask: 'máscara de un cuarto',
    all: 'todo',
    tokensPerStep: (tokens, steps) => `${tokens} tokens por paso AR x ${steps}`,
    traffic: (bytes, cache) => `${bytes} bytes por paso de difusión, ${cache} de la caché`,
  },

  batch: {
    progress: (ended, jobs, photo, fraction, left) =>
      `${ended} de ${jobs}${photo === null ? '' : `, «${photo}» ${percent(fraction)}`}${left === null ? '' : `, quedan ${about(left)}`}`,
    planned: (line, operation, photo, output, seconds) =>
      `Línea ${line}: ${operation}${photo === null ? '' : ` «${photo}»`} en «${output}», ${about(seconds)}.`,
    plannedAll: (jobs, seconds) =>
      `${counted(jobs, 'trabajo', 'trabajos')}, ${about(seconds)} de cálculo. No se escribió nada.`,
    ended: (done, failed, left) =>
      `${counted(done, 'trabajo hecho', 'trabajos hechos')}, ${counted(failed, 'fallido', 'fallidos')}${left > 0 ? `, ${left} sin empezar: la misma orden continúa con ellos` : ''}.`,
    failed: (line, name, message) => `Línea ${line}, «${name}»: ${message}`,
    again: (line, name, message) =>
      `Línea ${line}, «${name}»: ${message} Se intenta de nuevo después de los demás.`,
    stopping:
      'Se detiene tras las fotos que se están calculando. Interrumpir otra vez para detener ahora: entonces se empezarán de nuevo la próxima vez.',
    leaving: 'Terminado. Los trabajos siguen en la cola y allí se hacen: la misma orden vuelve a esperarlos.',
    engineDied:
      'El proceso que calculaba esta foto terminó. Su resultado está entero o no está. Se intenta de nuevo; si también falla, elegir menos --engines.',
    priorityWithoutQueue: '--priority vale entre los trabajos de una cola: dar su dirección con --queue.',
    stateInStore: 'Los resultados van a un almacén: decir con --state dónde está el archivo de estado.',
    noLongOption: (given) => `«${given}» no es una opción larga (--nombre valor).`,
    list: {
      saysItself: (name) =>
        `Los trabajos de «${name}» dicen ellos mismos qué se hace: quitar --output, --mask, --rectangle, --colour y --operation.`,
      csvReasons: {
        columns: (line, columns) => `la línea ${line} no tiene tantas celdas como nombres hay (${columns})`,
        quotes: (line) => `las comillas de la línea ${line} no casan`,
        line: (line) => `la línea ${line} no se puede leer`,
      },
      noCsv: (reason) =>
        `La lista de trabajos no es un archivo CSV con nombres en la primera línea: ${reason}. No se hizo nada.`,
      noList: (name) =>
        `«${name}» no es una lista de trabajos (.jsonl, .csv): decir con --output adónde van los resultados de sus fotos, por ejemplo --output "out/{name}-filled.{ext}".`,
      noPhoto: (place) => `No se encontró ninguna foto en «${place}». No se hizo nada.`,
      leftOut: (line, reason) => `Línea ${line}: ${reason}. Se omitió; los demás trabajos se hacen.`,
      noJson: (reason) => `no es un objeto JSON (${reason})`,
      collides: (line, reason) => `Línea ${line}: ${reason}. No se sobrescribió nada. Darle otro resultado.`,
      isRead: (name) => `un trabajo de esta lista lee «${name}»`,
      isWritten: (name, line) => `la línea ${line} ya escribe «${name}»`,
    },
    job: {
      optionName: 'una opción en camelCase, como «paintedEffort»',
      takesNoPhoto: (operation) => `«${operation}» no lleva foto`,
      takesNoMask: (operation) => `«${operation}» no lleva máscara`,
      isMissing: (field) => `falta «${field}»`,
      besideOptions: (name) => `«${name}» no va en «options» (va al lado)`,
      inMask: (name) => `«${name}» no va en «options» (va en «mask»)`,
      ofBatch: (name) => `«${name}» no va en «options» (es una opción del lote)`,
    },
    noStateFile: (name) =>
      `«${name}» no es un archivo de estado de los lotes de esta versión. No se hizo ni cambió nada. Elegir otro con --state.`,
    report: {
      title: 'Lote de Tessera',
      heading: (done, jobs) => `${done} de ${jobs} trabajos hechos`,
      columns: { line: 'Línea', photo: 'Foto', before: 'Antes', after: 'Después', result: 'Resultado' },
      done: (seconds, changed) => `${duration(seconds)}, ${changed} valores cambiados fuera`,
      notDone: 'sin hacer',
      notShown: 'no puede mostrarse',
    },
  },

  store: {
    noAddress: (given) =>
      `«${given}» no es la dirección de un objeto: es s3://bucket/carpeta/nombre, sin «.», «..» ni partes vacías.`,
    noCredentials:
      'Las direcciones de S3 necesitan AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY en el entorno. No se leyó ni escribió nada.',
    noEndpoint:
      'La dirección de un almacén S3 es http(s)://host[:port]; usuario y contraseña están en el entorno, nunca en ella.',
    notRead: (name, reason) =>
      `No se pudo leer «${name}» en el almacén S3 (${reason}). No se cambió ninguna foto. Revisar la dirección, las credenciales y el almacén, e intentarlo de nuevo.`,
    notWritten: (name, reason) =>
      `No se escribió «${name}» en el almacén S3 (${reason}). No se cambió ninguna foto. Revisar la dirección, las credenciales y el almacén, e intentarlo de nuevo.`,
    connectionFailed: 'falló la conexión',
  },

  queue: {
    noAddress: 'La cola es una dirección como redis://host:6379 (rediss:// con TLS).',
    noDatabase: 'Lo que sigue al equipo de la cola es el número de una base de datos.',
    unreachable: (address, reason) =>
      `La cola en ${address} no puede usarse (${reason}). No se cambió nada. Comprobar si Redis funciona allí y da acceso.`,
    trouble: (address, reason) => `La cola en ${address}: ${reason}`,
    waiting: (address) => `Esperando trabajos en ${address}.`,
    jobDone: (name) => `«${name}»: hecho.`,
    ending: 'Termina tras las fotos que se están calculando.',
    ownPack: 'Los workers usan su propio paquete: quitar «pack» del trabajo.',
    namesPack: 'El trabajo nombra un paquete; un worker usa solo el suyo.',
    otherPack: (queued, own) =>
      `El trabajo es para el paquete «${queued}» en otra versión que «${own}» de este worker. Instalar la misma versión de Tessera en ambos.`,
    otherFile: (name) =>
      `«${name}» no es el archivo que se puso en cola: se cambió desde entonces, o la carpeta del worker es otra. Poner el trabajo en cola de nuevo.`,
    outsideRoots: (name) => `«${name}» está fuera de --root de este worker, que nunca sale de ahí.`,
    noRoot: (folder) => `No hay ninguna carpeta «${folder}» para --root.`,
    failedJob: (time, name, reason) => `${time}  «${name}»: ${reason}`,
    noneFailed: 'No falló ningún trabajo.',
    failed: (count) => `${counted(count, 'fallido', 'fallidos')}.`,
  },
};
