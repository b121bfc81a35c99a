import type { Catalogue } from '../english.ts';
import { byteSize, counted } from '../formats.ts';

export const refusals: Catalogue['refusals'] = {
  noLongerOpen: 'Esta imagen ya no está abierta. No se cambió nada. Abrirla de nuevo.',
  nothingToBringBack: 'No queda nada que restaurar de esta imagen. Abrir el archivo de nuevo.',
  noLongerRecent: 'Este archivo ya no está en la lista. Abrirlo con el diálogo de archivos.',
  reshapeWaits:
    'Un relleno está en curso o espera una decisión, así que la imagen queda como está. Aceptarlo o descartarlo e intentarlo de nuevo.',
  pixelsRest: {
    running: 'Hay un cálculo en curso. Cancelarlo primero e intentarlo de nuevo.',
    interrupted: 'Hay un cálculo en pausa. Reanudarlo o descartarlo primero e intentarlo de nuevo.',
    turns: 'Hay versiones en espera. Aceptar una o descartarlas primero e intentarlo de nuevo.',
  },
  cropOutside: 'Esa parte no está en la imagen. No se cambió nada. Dibujar el marco de nuevo.',
  restoreWaits:
    'Un relleno está en curso o espera una decisión, así que no se recuperó nada. Aceptarlo o descartarlo y pintar de nuevo.',
  noFillToFade:
    'Lo último no fue un relleno, así que no hay opacidad que elegir. No se cambió nada. Si algo vino después de un relleno, deshacerlo e intentarlo de nuevo.',
  paintingsUnreadable: (file) =>
    `No se pudo leer el esfuerzo o el orden pintado para el próximo relleno. La foto y todos sus pasos están a salvo, y el archivo se conserva como «${file}» en la carpeta del documento. Pintarlo de nuevo si hace falta.`,
  pastedProject: (name) =>
    `«${name}» es un proyecto, que se abre desde donde está. Guardarlo primero y después abrir o soltar ese archivo.`,
  engineBusy: 'El motor está ocupado. No se cambió nada. Esperar a que termine e intentarlo de nuevo.',
  tooLittleMemory: (needed, free, isMore, advice) =>
    `Este cálculo necesita unos ${byteSize(needed)} ${isMore ? 'más ' : ''}de memoria, y hay ${byteSize(free)} libres. La imagen no ha cambiado. Qué ayuda: ${advice.join('; ')}.`,
  memoryAdvice: {
    closePrograms: 'cerrar otros programas',
    smallerArea: 'rellenar o ampliar menos de una vez',
    noCopies: 'elegir «Del modelo» en «Detalle»',
    noGuidance: 'desactivar «Seguir el entorno» y «Seguir la palabra»',
    int8: 'importar de nuevo el modelo en int8',
    smallerModel: 'elegir un modelo más pequeño',
  },
  nothingChosen: 'No hay nada elegido para importar. Elegir de nuevo los puntos de control.',
  unexpectedImport: 'El motor dio una respuesta inesperada. Importar de nuevo.',
  stoppedLate: 'El cálculo no se detuvo a tiempo, así que el motor se reinicia.',
  pausedLate: 'El cálculo no se pausó a tiempo, así que el motor se reinicia.',
  engineRestarts: 'El motor se detuvo de forma inesperada y se reinicia. La imagen está como antes.',
  engineStopped:
    'El motor se detuvo en mitad del cálculo. La imagen está como antes. Iniciarlo de nuevo; si se repite, elegir menos esfuerzo o la CPU.',
  noResult: 'El motor no dio ningún resultado. No se cambió nada. Intentarlo de nuevo.',
  engineStoppedHealing:
    'El motor se detuvo mientras corregía este trazo. La imagen está como antes. Pintarlo de nuevo; si se repite, pintar menos de una vez.',
  isReplaying: 'Se está rehaciendo una receta. Esperar o cancelarla e intentarlo de nuevo.',
  replayWaitsForRun: 'El motor está trabajando. Esperar o cancelar el cálculo e intentarlo de nuevo.',
  replayWaitsForTurns:
    'En esta imagen esperan versiones o un cálculo. Aceptarlos o descartarlos primero y rehacer después la receta.',
  changedWhileReplaying:
    'La imagen cambió mientras se rehacía su receta. Lo rehecho hasta ahora puede deshacerse. Intentarlo de nuevo.',
  damagedRecipeMask:
    'La selección de la receta está dañada o es de otra imagen. Lo rehecho antes puede deshacerse.',
  unexpectedAnswer: (kind) =>
    `El motor dio una respuesta inesperada (${kind}). La imagen está como antes. Intentarlo de nuevo.`,
  nothingSelected: 'No hay nada seleccionado. Pintar primero sobre lo que debe rellenarse.',
  runIsPaused:
    'En esta imagen hay un cálculo en pausa. Reanudarlo o cancelarlo primero e iniciar después el siguiente.',
  noPausedRun: 'Aquí no hay ningún cálculo en pausa. No se cambió nada.',
  unexpectedPlan: 'El motor dio una respuesta inesperada. No se cambió nada. Intentarlo de nuevo.',
  runIsActive: 'Hay un cálculo en curso. La imagen está a salvo. Esperarlo o cancelarlo primero.',
  unreadableStroke: 'El trazo no pudo leerse. La selección está como antes. Pintarlo de nuevo.',
  maskSize: (mask, photo) =>
    `La máscara tiene ${mask} píxeles, la foto ${photo}. La selección está como antes. Cargar una máscara del tamaño de la foto.`,
  resultDoesNotFit:
    'El resultado no encaja en la imagen, así que no se usó. La imagen está como antes. Iniciarlo de nuevo y avisar si se repite.',
  pixelsStopped:
    'El proceso que lee y escribe imágenes se detuvo de forma inesperada. La imagen está como antes. Intentarlo de nuevo; si pasa con un solo archivo, está dañado.',
  isOriginal: 'Esa es la foto original, que nunca se sobrescribe. No se guardó nada. Elegir otro nombre.',
  noPictureBeside: 'La imagen de esta receta no está al lado.',
  otherSamples: 'El archivo tiene otro tamaño u otro tipo de valores que la imagen.',
  lossyResult:
    'El archivo se guardó en un formato con pérdida, que cambia píxeles por sí mismo: solo puede compararse uno sin pérdida.',
  samplesDiffer: (samples) => `${counted(samples, 'valor difiere', 'valores difieren')} del archivo.`,
  noRecipe: (name) =>
    `«${name}» no contiene receta, ni hay un archivo de receta al lado. No se cambió nada. Solo pueden rehacerse resultados de Tessera que conservaron sus metadatos.`,
  pageHasNoAddress: 'Esta página forma parte de la aplicación y no tiene dirección.',
  pageIsMissing: 'La página no pudo abrirse: falta en esta versión.',
  damagedWorkingCopy:
    'Falta o está dañada una parte de la copia de trabajo de esta imagen. El archivo abierto está intacto. Deshacer, o abrir de nuevo la imagen.',
  noStepSizes:
    'El plan «custom» necesita al menos un tamaño de paso AR. No se ha cambiado nada. Indicar los tamaños o elegir otro plan.',
  nothingDrawn:
    'Se eligió el orden dibujado, pero no se ha dibujado nada. No se ha cambiado nada. Dibujar un orden con el lápiz o elegir otro.',
  doesNotFit: 'Partes del programa no encajan aquí. No se ha cambiado nada. Se agradece comunicarlo.',
  windowUnknown: 'Esta ventana no puede pedir eso.',
  requestUnreadable: 'No se ha entendido la petición. No se ha cambiado nada.',
  noSuchStep: 'Esta versión no tiene ese paso. No se cambió nada. Elegir otro.',
  keptDoesNotFit:
    'Lo que debe quedar no está en tokens enteros de esta zona. No se cambió nada. Pintarlo de nuevo.',
  startIsGone: 'La versión de partida ya no está. La imagen está como antes. Partir de otra.',
  turnIsGone: 'Esta versión ya no está. La imagen está como antes. Iniciar de nuevo.',
  sameTurn: 'Otra versión haría lo mismo que la primera. No se cambió nada.',
  otherSelection:
    'Esperan versiones hechas para otra selección. Aceptar una o descartarlas e iniciar de nuevo.',
  changedSinceTurn: 'La imagen cambió desde que se hizo esta versión. Descartarla e iniciar de nuevo.',
  startIsGoneForAll:
    'La versión de partida ya no está. La imagen está como antes. Empezar desde el principio.',
  nothingToHealFrom:
    'No queda nada de la foto alrededor de este trazo para corregirlo. No se cambió nada. Pintar menos de una vez.',
  damagedState:
    'El estado guardado de este cálculo está dañado, así que no puede reanudarse. La imagen sigue igual. Iniciar el cálculo de nuevo.',
  otherModel:
    'Este cálculo se hizo con otro modelo u otra versión de Tessera, así que no puede reanudarse aquí. La imagen sigue igual. Iniciar un cálculo nuevo.',
  keptOfAnother:
    'Una parte conservada es de otra imagen. No se cambió nada. Elegir partes de resultados de esta imagen.',
  nothingToCopyFrom:
    'No queda nada de donde copiar textura: lo que no se rellena está prohibido como fuente. No se cambió nada. Permitir más de la foto cerca.',
  maskIsEmpty: 'La máscara está vacía: no hay ningún píxel seleccionado.',
  allIsKept: 'Se conserva todo: no queda nada por hacer de nuevo.',
  paintFirst: (problem) => `${problem} No se cambió nada. Pintar sobre lo que debe desaparecer.`,
  modelOfBeginning:
    'Otra versión solo puede seguir con el modelo con que se hizo su principio. No se cambió nada. Elegir ese modelo o iniciar un cálculo nuevo.',
  noSuchLabel: (pack, label, labels) =>
    `El paquete «${pack}» no tiene la palabra «${label}». Tiene: ${labels}.`,
  noMask: 'No hay máscara. No se cambió nada. Pintar sobre lo que debe desaparecer.',
  maskHasOtherSize: (mask, photo) =>
    `La máscara tiene ${mask} píxeles, la foto ${photo}. No se cambió nada. Hacer la máscara tan grande como la foto (una vez enderezada).`,
  rectangleOutside: (photo) =>
    `El rectángulo queda fuera de la foto, que tiene ${photo} píxeles (una vez enderezada). No se cambió nada. Dar uno que esté dentro.`,
  noSuchColour:
    'Ningún píxel de la foto tiene este color. No se cambió nada. Elegir otro color o más tolerancia.',
  tooLarge: (size, megapixels) =>
    `La imagen tendría ${size} píxeles; como mucho son posibles ${megapixels} megapíxeles. No se cambió nada. Elegir un tamaño menor.`,
};

export const errorTitles: Catalogue['errorTitles'] = {
  usage: 'Así no es posible',
  'file-not-found': 'Archivo no encontrado',
  'file-unreadable': 'Archivo ilegible',
  'file-not-image': 'No es una imagen',
  'file-truncated': 'Archivo dañado',
  'file-unsupported': 'Formato no admitido',
  'image-too-large': 'Imagen demasiado grande',
  'image-too-small': 'Imagen demasiado pequeña',
  'mask-wrong-size': 'La selección tiene otro tamaño',
  'mask-empty': 'Nada seleccionado',
  'target-read-only': 'Ahí no se puede escribir',
  'disk-full': 'Disco lleno',
  'write-failed': 'No se pudo guardar',
  'pack-not-found': 'Paquete no encontrado',
  'pack-invalid': 'Paquete no utilizable',
  'pack-hash-mismatch': 'El paquete fue cambiado',
  'pack-file-missing': 'Paquete incompleto',
  'pack-version': 'Paquete de otra versión',
  'pack-differs': 'El paquete difiere de la referencia',
  'label-unknown': 'Palabra desconocida',
  'device-unavailable': 'Dispositivo no disponible',
  'network-output-invalid': 'El modelo no dio un resultado utilizable',
  'memory-insufficient': 'Memoria insuficiente',
  'engine-crashed': 'El motor se detuvo',
  'checkpoint-invalid': 'Punto de control no utilizable',
  'project-invalid': 'Proyecto no utilizable',
  'queue-unreachable': 'Cola inaccesible',
  'update-unreachable': 'Servidor de actualizaciones no accesible',
  'update-refused': 'Actualización rechazada',
  'recipe-missing': 'Sin receta utilizable',
  'recipe-mismatch': 'La receta no encaja',
  'document-not-found': 'Imagen no encontrada',
  'request-invalid': 'No funcionó',
  'request-denied': 'No permitido',
  busy: 'Ocupado',
  internal: 'Algo salió mal',
};
