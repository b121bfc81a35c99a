import type { Translation } from '../english.ts';
import { exportDialog as english } from '../export-dialog.ts';
import { byteSize, pixelSize } from '../formats.ts';

export const exportDialog: Translation<typeof english> = {
  title: 'Exportieren',
  format: 'Format',
  formats: english.formats,
  quality: 'Qualität',
  lossless: 'Verlustfrei',
  keepJpeg: 'Das JPEG des Fotos behalten',
  keepJpegHint: 'Nur Blöcke, die eine Auswahl berühren, entstehen neu; der Rest bleibt Bit für Bit',
  keptJpegNote: 'Die Datei bleibt, wie sie ist, bis auf die Blöcke, die eine Auswahl berühren.',
  notKept: (reason) => `Das ganze JPEG wurde neu kodiert: ${reason}.`,
  cannotKeep: (reason) => `Das ganze JPEG wird neu kodiert: ${reason}.`,
  whyNotKept: {
    kind: (what) => `es hat ${what}`,
    damaged: (rule) => `es verletzt eine Regel: ${rule}`,
    rotated: 'das Bild wurde gedreht',
    grid: (width, height) =>
      `seine Blöcke sind ${width} x ${height} Pixel groß: was dort hinzukommt oder wegfällt, wo sie beginnen, muss ein Vielfaches davon sein`,
    longest: 'JPEG fasst höchstens 65500 Pixel je Seite',
  },
  storedMissing: 'die Kopie der Fotodatei fehlt',
  doneChanges: (changes) => (changes.length > 0 ? `Außerdem in der Datei: ${changes.join('; ')}.` : ''),
  keepMetadata: 'Metadaten behalten',
  keepMetadataHint: 'EXIF, XMP und Bildtexte; das Farbprofil bleibt immer',
  keepPlace: 'Mit Aufnahmeort und Seriennummern',
  keepPlaceHint: 'Wo das Foto entstand, mit welcher Kamera und welchem Objektiv',
  recipe: 'Rezept mitschreiben',
  recipeHint: 'Wie sich jede Füllung wiederholen lässt',
  disclosure: 'Angeben, wie das Bild entstand',
  disclosureHint: 'Ob ein trainiertes Modell alles oder Teile davon gemacht hat',
  c2pa: 'Inhaltsnachweise signieren (C2PA)',
  c2paHint:
    'So lässt sich prüfen, was getan wurde und dass sich seither nichts änderte; der Schlüssel gehört diesem Rechner, daher gilt der Unterzeichner als unbekannt',
  noC2pa: (format) => `Mit dieser Datei nicht: ${format} hat keinen Platz dafür`,
  losslessNote: 'Jeder Wert bleibt genau erhalten.',
  withoutWaiting: 'Es ist das Bild, wie es zuletzt übernommen wurde, ohne das, was läuft oder wartet.',
  withLayers: 'mit Ebenen',
  layersNote: 'Das Gefüllte liegt in einer eigenen Ebene über dem unberührten Foto.',
  losslessEightBit: 'Dieses Format hält 8 Bit je Kanal; das Foto hat 16.',
  size: 'Größe',
  sizes: { original: 'Wie sie ist', pixels: 'Längste Seite', percent: 'Prozent' },
  resizeTo: 'Längste Seite',
  resizeBy: 'Anteil der Größe',
  srgb: 'In sRGB umrechnen',
  srgbHint: 'Für das Web und für Programme, die keine Farbprofile kennen',
  isSrgb: 'Die Farben sind schon in sRGB',
  resampledNote:
    'Umgerechnet: kein Pixel der Datei ist einer des Fotos. Die Genauigkeit gilt für das Bild, wie es bearbeitet wurde.',
  convertedNote: 'Jeder Pixel wird umgerechnet. Die Genauigkeit gilt für das Bild, wie es bearbeitet wurde.',
  estimating: 'Größe wird ermittelt…',
  estimate: (width, height, bytes) =>
    `${pixelSize(width, height)} px${bytes === null ? '' : `, etwa ${byteSize(bytes)}`}`,
  lossyNote:
    'Ein verlustbehaftetes Format kodiert jeden Pixel neu. Die Genauigkeit wird dann vor dem Kodieren gezählt.',
  button: 'Ordner wählen und exportieren',
  exporting: 'Wird exportiert…',
  done: (name) => `${name} exportiert`,
  showInFolder: 'Im Ordner zeigen',
  takesOriginalName: 'Die Datei hat den Namen des Originals, das nicht mehr da war.',
  doneRecipe: {
    'in-file': 'Das Rezept steckt darin.',
    'beside-file': 'Das Rezept liegt daneben.',
    none: '',
  },
};
