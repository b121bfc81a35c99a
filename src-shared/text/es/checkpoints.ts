import type { Catalogue } from '../english.ts';

const list = (extents: readonly number[]): string => `[${extents.join(', ')}]`;

export const checkpoints: Catalogue['checkpoints'] = {
  notImported: (name, reason) => `«${name}» no se ha importado: ${reason}. No se ha escrito nada.`,
  noSafetensors: (name, reason) =>
    `«${name}» no es un archivo safetensors válido: ${reason}. No se ha cambiado nada.`,
  unfit: (reason) => `La referencia no encaja: ${reason}. No se ha escrito nada.`,
  cutShort: (name) => `«${name}» está dañado o cortado: remite a bytes que no tiene.`,
  becameShorter: (name) => `«${name}» se acortó mientras se leía.`,
  wrongExport: (name, field, reason) =>
    `«${name}» es incorrecto en ${field ?? 'su estructura'}: ${reason}. No se ha escrito nada.`,
  noExport: (name) => `«${name}» falta o no es JSON. No se ha cambiado nada.`,
  otherTraining: (objective, tokeniser) =>
    `La exportación es de una red entrenada con el objetivo «${objective}» sobre tokens de «${tokeniser}»; un paquete solo se puede crear de «rectified-flow» sobre «pixels». No se ha escrito nada.`,
  lacksTensor: (name) => `A la exportación le falta el tensor «${name}».`,
  otherShape: (name, shape, wanted) => `«${name}» tiene la forma ${list(shape)}, no ${list(wanted)}.`,
  impossible: (field, reason) =>
    `No se puede hacer un paquete de esta red: ${field ?? 'un campo'} está fuera de los límites (${reason ?? 'ilegible'}). No se ha escrito nada.`,
  progress: {
    reading: 'Leyendo los puntos de control',
    writing: 'Escribiendo el paquete',
    checking: 'Comprobando la precisión',
    done: 'Listo',
  },
  reasons: {
    before16:
      'tiene el formato de torch anterior a 1.6; cargarlo y guardarlo de nuevo con una versión más reciente',
    neither: 'no es un archivo de torch.save ni de safetensors, o está dañado',
    noDictionary: 'no contiene ningún diccionario de tensores',
    noWeights: 'no contiene pesos (ni «ema» ni «model» ni tensores propios)',
    otherZip: 'es un archivo zip, pero no lo escribió torch.save',
    bigEndian: 'se guardó en una máquina big-endian',
    dataMissing: (name) => `faltan los datos de «${name}»`,
    dataShort: (name) => `los datos de «${name}» están cortados`,
    outsideData: (name) => `«${name}» se sale de sus datos`,
    largeTensor: (name) => `«${name}» tiene un tamaño inverosímil`,
    wideTensor: 'un tensor está repartido en una extensión inverosímil',
    notFinite: (name) => `«${name}» contiene números que no son finitos`,
    tokensUnfit: (numbers, channels) =>
      `sus tokens tienen ${numbers} números, a los que no se ajustan los ${channels} canales del autocodificador`,
    missing: (name) => `falta el tensor «${name}»`,
    shape: (name, shape) => `«${name}» tiene la forma ${list(shape)}`,
    shapeInstead: (name, shape, wanted) =>
      `«${name}» tiene la forma ${list(shape)} en lugar de ${list(wanted)}`,
    otherAutoencoder: 'no es un autocodificador de la estructura conocida',
    groups: (name, channels, groups) =>
      `«${name}» tiene ${channels} canales, que no se dividen en ${groups} grupos`,
    headWidth: (width, head) => `su anchura ${width} no es múltiplo de la anchura de cabeza ${head}`,
    noSquare: (positions) => `sus ${positions} posiciones no forman una cuadrícula cuadrada`,
    noClasses: 'no tiene clase ni clase nula',
    sinusoids: (count) => `su codificación del tiempo tiene ${count} sinusoides`,

    short: 'es demasiado corto',
    shortZip: 'es demasiado corto para ser un punto de control',
    cut: 'está cortado',
    noZip: 'no es un archivo zip como los escribe torch.save, o está cortado',
    largeDirectory: 'su directorio zip tiene un tamaño inverosímil',
    damagedDirectory: 'su directorio zip está dañado',
    cutDirectory: 'su directorio zip está cortado',
    damagedZip64: 'su directorio zip64 está dañado',
    entryOutside: (name) => `su entrada «${name}» apunta fuera del archivo`,
    entryEncrypted: (name) => `su entrada «${name}» está cifrada`,
    entryCompressed: (name) => `su entrada «${name}» está comprimida, lo que torch.save nunca hace`,
    entryTwice: (name) => `tiene dos entradas «${name}»`,
    entryDamaged: (name) => `su entrada «${name}» está dañada`,
    entriesOverlap: 'sus entradas se solapan',
    cutInside: (name) => `está cortado dentro de «${name}»`,

    headerLength: 'la longitud de su cabecera es incorrecta',
    headerNoJson: 'su cabecera no es JSON',
    malformedEntry: (name) => `la entrada «${name}» está mal formada`,
    outsideFile: (name) => `«${name}» queda fuera del archivo`,
    sizeAndShape: (name) => `el tamaño de «${name}» no se ajusta a su forma`,
    tensorsOverlap: 'hay tensores que se solapan',

    malformedDictionary: 'un diccionario está mal formado',
    otherStorage: 'remite al almacenamiento de un tensor como torch.save nunca lo hace',
    malformedTensor: 'un tensor está mal formado',
    manyDimensions: 'un tensor tiene demasiadas dimensiones',
    impossibleSize: 'un tensor tiene un tamaño imposible',
    cutDescription: 'su descripción de los tensores está cortada',
    largeDescription: 'su descripción de los tensores tiene un tamaño inverosímil',
    malformedDescription: 'su descripción de los tensores está mal formada',
    unknownReference: 'su descripción de los tensores remite a algo que no tiene',
    operation: (code) => `tiene una operación que los puntos de control nunca tienen (${code})`,
    asksToRun: (path) =>
      `pide ejecutar «${path}», que ningún punto de control necesita: no confiar en este archivo`,
    largeNumber: 'tiene un número de tamaño inverosímil',
    malformedNumber: 'tiene un número mal formado',
    protocol: (number) => `usa el protocolo pickle ${number}`,
  },
  misfits: {
    packLacks: (name) => `el paquete no da «${name}»`,
    lacks: (name) => `no tiene «${name}»`,
    window: (tokens, window) => `tiene ${tokens} tokens, la ventana del paquete ${window}`,
    noTensors: 'la red del paquete no guarda tensores',
    channels: (count) => `sus tokens no tienen ${count} números`,
    noise: (timestep) => `no tiene ruido para el paso de tiempo ${timestep}`,
  },
};
