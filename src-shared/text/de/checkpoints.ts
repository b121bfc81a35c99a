import type { Catalogue } from '../english.ts';

const list = (extents: readonly number[]): string => `[${extents.join(', ')}]`;

export const checkpoints: Catalogue['checkpoints'] = {
  notImported: (name, reason) => `„${name}“ wurde nicht importiert: ${reason}. Es wurde nichts geschrieben.`,
  noSafetensors: (name, reason) =>
    `„${name}“ ist keine gültige safetensors-Datei: ${reason}. Es wurde nichts verändert.`,
  unfit: (reason) => `Die Referenz passt nicht: ${reason}. Es wurde nichts geschrieben.`,
  cutShort: (name) =>
    `„${name}“ ist beschädigt oder abgeschnitten: Sie verweist auf Bytes, die sie nicht hat.`,
  becameShorter: (name) => `„${name}“ wurde kürzer, während sie gelesen wurde.`,
  wrongExport: (name, field, reason) =>
    `„${name}“ ist bei ${field ?? 'ihrem Aufbau'} falsch: ${reason}. Es wurde nichts geschrieben.`,
  noExport: (name) => `„${name}“ fehlt oder ist kein JSON. Es wurde nichts verändert.`,
  otherTraining: (objective, tokeniser) =>
    `Der Export ist von einem Netz, das mit dem Ziel „${objective}“ auf Token von „${tokeniser}“ trainiert wurde; ein Paket lässt sich nur aus „rectified-flow“ auf „pixels“ bauen. Es wurde nichts geschrieben.`,
  lacksTensor: (name) => `Dem Export fehlt der Tensor „${name}“.`,
  otherShape: (name, shape, wanted) => `„${name}“ hat die Form ${list(shape)}, nicht ${list(wanted)}.`,
  impossible: (field, reason) =>
    `Aus diesem Netz lässt sich kein Paket machen: ${field ?? 'ein Feld'} liegt außerhalb des Bereichs (${reason ?? 'unlesbar'}). Es wurde nichts geschrieben.`,
  progress: {
    reading: 'Checkpoints werden gelesen',
    writing: 'Paket wird geschrieben',
    checking: 'Genauigkeit wird geprüft',
    done: 'Fertig',
  },
  reasons: {
    before16: 'sie hat das Format von torch vor 1.6; mit einem neueren laden und wieder speichern',
    neither: 'sie ist weder eine Datei von torch.save noch eine safetensors-Datei, oder sie ist beschädigt',
    noDictionary: 'sie enthält kein Verzeichnis von Tensoren',
    noWeights: 'sie enthält keine Gewichte (weder „ema“ noch „model“ noch eigene Tensoren)',
    otherZip: 'sie ist eine ZIP-Datei, aber keine, die torch.save geschrieben hat',
    bigEndian: 'sie wurde auf einem Big-Endian-Rechner gespeichert',
    dataMissing: (name) => `die Daten von „${name}“ fehlen`,
    dataShort: (name) => `die Daten von „${name}“ sind abgeschnitten`,
    outsideData: (name) => `„${name}“ reicht über seine Daten hinaus`,
    largeTensor: (name) => `„${name}“ ist unglaubwürdig groß`,
    wideTensor: 'ein Tensor darin ist unglaubwürdig weit verteilt',
    notFinite: (name) => `„${name}“ enthält Zahlen, die nicht endlich sind`,
    tokensUnfit: (numbers, channels) =>
      `ihre Token haben ${numbers} Zahlen, zu denen die ${channels} Kanäle des Autoencoders nicht passen`,
    missing: (name) => `der Tensor „${name}“ fehlt`,
    shape: (name, shape) => `„${name}“ hat die Form ${list(shape)}`,
    shapeInstead: (name, shape, wanted) => `„${name}“ hat die Form ${list(shape)} statt ${list(wanted)}`,
    otherAutoencoder: 'sie ist kein Autoencoder des bekannten Aufbaus',
    groups: (name, channels, groups) =>
      `„${name}“ hat ${channels} Kanäle, die sich nicht in ${groups} Gruppen teilen lassen`,
    headWidth: (width, head) => `ihre Breite ${width} ist kein Vielfaches ihrer Kopfbreite ${head}`,
    noSquare: (positions) => `ihre ${positions} Positionen sind kein quadratisches Gitter`,
    noClasses: 'sie hat keine Klasse und keine Nullklasse',
    sinusoids: (count) => `ihre Zeiteinbettung hat ${count} Sinuskurven`,

    short: 'sie ist zu kurz',
    shortZip: 'sie ist zu kurz für einen Checkpoint',
    cut: 'sie ist abgeschnitten',
    noZip: 'sie ist keine ZIP-Datei, wie torch.save sie schreibt, oder sie ist abgeschnitten',
    largeDirectory: 'ihr ZIP-Verzeichnis ist unglaubwürdig groß',
    damagedDirectory: 'ihr ZIP-Verzeichnis ist beschädigt',
    cutDirectory: 'ihr ZIP-Verzeichnis ist abgeschnitten',
    damagedZip64: 'ihr ZIP64-Verzeichnis ist beschädigt',
    entryOutside: (name) => `ihr Eintrag „${name}“ zeigt aus dem Archiv hinaus`,
    entryEncrypted: (name) => `ihr Eintrag „${name}“ ist verschlüsselt`,
    entryCompressed: (name) => `ihr Eintrag „${name}“ ist komprimiert, was torch.save nie tut`,
    entryTwice: (name) => `sie hat zwei Einträge „${name}“`,
    entryDamaged: (name) => `ihr Eintrag „${name}“ ist beschädigt`,
    entriesOverlap: 'ihre Einträge überlappen sich',
    cutInside: (name) => `sie ist in „${name}“ abgeschnitten`,

    headerLength: 'die Länge ihres Kopfes ist falsch',
    headerNoJson: 'ihr Kopf ist kein JSON',
    malformedEntry: (name) => `der Eintrag „${name}“ ist fehlerhaft`,
    outsideFile: (name) => `„${name}“ liegt außerhalb der Datei`,
    sizeAndShape: (name) => `die Größe von „${name}“ passt nicht zu seiner Form`,
    tensorsOverlap: 'Tensoren überlappen sich',

    malformedDictionary: 'ein Verzeichnis darin ist fehlerhaft',
    otherStorage: 'sie verweist auf den Speicher eines Tensors, wie torch.save es nie tut',
    malformedTensor: 'ein Tensor darin ist fehlerhaft',
    manyDimensions: 'ein Tensor darin hat zu viele Dimensionen',
    impossibleSize: 'ein Tensor darin hat eine unmögliche Größe',
    cutDescription: 'ihre Beschreibung der Tensoren ist abgeschnitten',
    largeDescription: 'ihre Beschreibung der Tensoren ist unglaubwürdig groß',
    malformedDescription: 'ihre Beschreibung der Tensoren ist fehlerhaft',
    unknownReference: 'ihre Beschreibung der Tensoren verweist auf etwas, das sie nicht hat',
    operation: (code) => `sie hat eine Operation, die Checkpoints nie haben (${code})`,
    asksToRun: (path) =>
      `sie will „${path}“ ausführen, was kein Checkpoint braucht: dieser Datei nicht vertrauen`,
    largeNumber: 'sie hat eine unglaubwürdig große Zahl',
    malformedNumber: 'sie hat eine fehlerhafte Zahl',
    protocol: (number) => `sie verwendet das Pickle-Protokoll ${number}`,
  },
  misfits: {
    packLacks: (name) => `das Paket ergibt kein „${name}“`,
    lacks: (name) => `sie hat kein „${name}“`,
    window: (tokens, window) => `sie hat ${tokens} Token, das Fenster des Pakets ${window}`,
    noTensors: 'das Netz des Pakets behält keine Tensoren',
    channels: (count) => `ihre Token haben nicht ${count} Zahlen`,
    noise: (timestep) => `sie hat kein Rauschen für den Zeitschritt ${timestep}`,
  },
};
