import type { Catalogue } from '../english.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import { grouped, pixelSize } from '../formats.ts';
import { pictures as english } from '../pictures.ts';

const developedFor: Readonly<Record<WhiteBalance, string>> = {
  camera: 'Weißabgleich der Kamera',
  auto: 'automatischer Weißabgleich',
  daylight: 'Weißabgleich für Tageslicht',
};

export const pictures: Catalogue['pictures'] = {
  cameraRaw: 'Kamera-Rohdaten',
  damaged: (name) =>
    `„${name}“ ist beschädigt oder abgeschnitten: der Dateikopf ist lesbar, das Bild nicht. Es wurde nichts geändert. Eine vollständige Kopie der Datei besorgen.`,
  damagedHeader: (name) =>
    `„${name}“ ist schon ganz am Anfang beschädigt oder abgeschnitten. Eine vollständige Kopie der Datei besorgen.`,
  damagedPartial: (name) =>
    `„${name}“ ist beschädigt oder abgeschnitten. Es wurde nichts geändert. Eine vollständige Kopie der Datei besorgen oder öffnen, was davon lesbar ist (--partial).`,
  notAPicture: (name, formats) => `„${name}“ ist kein Bild. Geöffnet werden können: ${formats}.`,
  isUnsupported: (name, what) =>
    `„${name}“ ist nicht zu öffnen: ${what}. Es wurde nichts geändert. Zuerst in PNG oder TIFF umwandeln.`,
  usesUnsupported: (name, what) =>
    `„${name}“ benutzt etwas, das nicht unterstützt wird: ${what}. Die Datei ist nicht beschädigt. Es wurde nichts geändert. Als RGB mit 8 oder 16 Bit neu speichern, dann diese Datei öffnen.`,
  tooLarge: (name, megapixels, limit) =>
    `„${name}“ hat ${grouped(megapixels)} Megapixel; bearbeitet werden können höchstens ${limit}. Zuerst verkleinern.`,
  tooLargeToDecode: (name) =>
    `„${name}“ ist zu groß für den Speicher des Dekoders. Es wurde nichts geändert. Zuerst in JPEG oder PNG umwandeln.`,
  tooLongSide: (format, limit, width, height) =>
    `${format} fasst höchstens ${grouped(limit)} Pixel je Seite; dieses Bild hat ${pixelSize(width, height)}. Als PNG oder TIFF speichern.`,
  notWritable: (name, endings) =>
    `„${name}“ endet auf kein Format, das geschrieben werden kann. Eine dieser Endungen nehmen: ${endings.join(', ')}.`,
  noSuchPage: (name, page, pages) =>
    `„${name}“ hat ${pages === 1 ? 'ein Bild' : `${grouped(pages)} Bilder`}: Nummer ${page} gibt es nicht. Mit --page eines davon wählen.`,
  jpegKinds: {
    lossless: 'verlustfreie Kodierung',
    hierarchical: 'hierarchische Kodierung',
    arithmetic: 'arithmetische Kodierung',
    cmyk: 'vier Komponenten (CMYK)',
    lateHeight: 'eine Höhe, die erst nach dem Bild kommt (DNL)',
    sampling: 'Abtastfaktoren, die einander nicht teilen',
    incomplete: 'ein progressives Bild, das vor seiner vollen Genauigkeit endet',
    frames: 'mehr als ein Einzelbild',
    pixels: 'so viele Pixel',
    bits: (bits) => `${bits} Bit je Wert`,
    components: (count) => `${count} Komponenten`,
  },
  notes: {
    cmyk: 'Das Foto war CMYK und wurde in sRGB umgewandelt.',
    lab: 'Das Foto war Lab und wurde in sRGB umgewandelt.',
    lossyMask:
      'Die Maske ist mit Verlust gespeichert: was sie zu weniger als einem Sechzehntel deckt, bleibt unberührt, und wo so wenig fehlt, deckt sie ganz. Ein PNG erhält Masken, wie sie sind.',
    page: (page, pages) =>
      `Bild ${page} von ${pages} wurde geöffnet; die anderen werden nicht mitgespeichert. Ein anderes wählt --page.`,
    film: 'Die Datei enthält einen Film aus mehreren Bildern: eines davon wurde geöffnet, die anderen sind nicht Teil dessen, was gespeichert wird.',
    noEndMarker: 'Der Datei fehlt die Endmarke; das Bild selbst ist vollständig.',
    partial:
      'Die Datei ist beschädigt oder abgeschnitten: geöffnet wurde, was lesbar ist, der Rest ist Füllung.',
    furtherChannels: (names) => `Die Datei hat weitere Kanäle (${names}); sie wurden weggelassen.`,
    extraChannel:
      'Die Datei hat einen zusätzlichen Kanal (etwa eine gespeicherte Auswahl); er wurde weggelassen.',
    tooBrightForAlpha:
      'Einige Pixel sind heller, als ihre vormultiplizierte Transparenz erlaubt; sie bleiben, wie sie sind.',
    profileCut: 'Bytes hinter dem Ende des Farbprofils wurden abgeschnitten.',
    profileDropped:
      'Das Farbprofil ist beschädigt oder gehört zu anderen Farben: es wurde weggelassen, und die Farben gelten als sRGB.',
    auxiliary:
      'Die Datei enthält auch andere Bilder der Szene (etwa eine Gain Map oder Tiefenkarte); sie werden nicht mitgespeichert.',
    developed: (whiteBalance) =>
      `Eine Raw-Datei der Kamera wurde zu einem Arbeitsbild entwickelt (${developedFor[whiteBalance]}, 16 Bit sRGB); die Raw-Datei selbst wird nie überschrieben.`,
    unknownCamera: 'Die Kamera ist nicht bekannt: ihre Farben stimmen nur ungefähr.',
    toneMapped:
      'Ein Lichtbild (HDR) wurde zu einem Arbeitsbild, 16 Bit sRGB, in dem zusammengedrängt ist, was heller als Weiß ist; die Datei selbst wird nie überschrieben.',
    flattened:
      'Das Dokument wurde auf eine Ebene reduziert geöffnet; seine Ebenen werden nicht mitgespeichert.',
    ycbcr: 'Das Foto war YCbCr und wurde in RGB umgewandelt.',
    hdrColours:
      'Die Farben sind die von HDR: sie bleiben, wie sie sind, und werden so gezeigt, dass zusammengedrückt ist, was heller ist als Weiß.',
    otherColours: 'Die Farben sind von einer unbekannten Art: die Zahlen bleiben und gelten als sRGB.',
    deep: (bits) => `Die Werte mit ${bits} Bit wurden auf 16 Bit gestreckt.`,
  },
  layers: english.layers,
  disclosed: {
    algorithmicallyEnhanced:
      'Die Datei sagt, dass ein Algorithmus das Bild korrigiert hat, ohne den Hauptinhalt zu ändern.',
    compositeWithTrainedAlgorithmicMedia:
      'Die Datei sagt, dass ein trainiertes Modell Teile des Bildes gemacht hat.',
    trainedAlgorithmicMedia: 'Die Datei sagt, dass ein trainiertes Modell das Bild gemacht hat.',
  },
  changes: {
    extendedXmp: 'unlesbares erweitertes XMP entfernt',
    gainMapXmp: 'Gain-Map im XMP entfernt',
    listXmp: 'Liste weiterer Bilder im XMP entfernt',
    depthMapXmp: 'Tiefenkarte im XMP entfernt',
    originalXmp: 'Originalbild im XMP entfernt',
    motionPhotoXmp: 'Bewegtfoto im XMP entfernt',
    recipeReplaced: 'Rezept im XMP ersetzt',
    recipeAdded: 'Rezept hinzugefügt',
    regionXmp: 'Bereich im XMP entfernt, dessen Bild gefüllt oder abgeschnitten wurde',
    sizeXmp: 'Größe im XMP berichtigt',
    positionsXmp: 'Positionen im XMP verschoben',
    previewExif: 'Vorschau im EXIF oder seiner Herstellernotiz entfernt',
    thumbnailExif: 'Vorschaubild im EXIF entfernt',
    sizeExif: 'Größe im EXIF berichtigt',
    subjectExif: 'Position des Motivs im EXIF verschoben',
    thumbnailJfxx: 'Vorschaubild in JFXX entfernt',
    thumbnailJfif: 'Vorschaubild in JFIF entfernt',
    listMpf: 'Liste weiterer Bilder (MPF) entfernt',
    gainMap: 'Gain-Map (ISO 21496-1) entfernt',
    trailer: 'weitere Bilder oder Video hinter dem Bild entfernt',
    preview: (segment) => `Vorschau in ${segment} entfernt`,
    unreadableXmp: 'unlesbares XMP entfernt',
    xmpThumbnail: 'Vorschaubild im XMP entfernt',
    turnedRegions: 'Bildbereiche im XMP entfernt: das Bild wurde gedreht',
    unreadableExif: 'unlesbares EXIF entfernt',
    longExif: 'EXIF weggelassen: JPEG fasst davon höchstens 64 KB',
    photoshopThumbnail: 'Vorschaubild in den Photoshop-Ressourcen entfernt',
    place: 'Aufnahmeort entfernt',
    date: 'Zeitpunkt der letzten Änderung eingetragen',
    serial: 'Seriennummern entfernt',
    makerNote: 'Herstellerdaten entfernt: sie können Seriennummern und den Aufnahmeort enthalten',
    captions: (format) =>
      `Bildtexte (IPTC-IIM) und Photoshop-Ressourcen weggelassen: ${format} hat keinen Platz dafür`,
    comments: (format) => `Kommentare weggelassen: ${format} hat keinen Platz dafür`,
    texts: (format) => `Texte des PNG weggelassen: ${format} hat keinen Platz dafür`,
    resolution: (format) => `Auflösung weggelassen: ${format} hält sie im EXIF, und dieses EXIF hat keine`,
    resampled: (width, height) => `umgerechnet auf ${pixelSize(width, height)}`,
    srgb: (from) => `Farben in sRGB umgerechnet${from === null ? '' : ` aus ${from}`}`,
    eightBit: 'aus 16 Bit wurden 8 Bit',
    twelveBit: 'aus 16 Bit wurden 12 Bit',
    opaque: 'aus Transparenz wurde Weiß',
    credentials: 'Inhaltsnachweise (C2PA) entfernt: sie sprechen vom Bild davor',
    earlierCredentials: 'Inhaltsnachweise (C2PA) des Fotos in die neuen übernommen, ohne ihre Vorschaubilder',
    unsigned: (reason) => `Inhaltsnachweise (C2PA) fehlen: die Datei war nicht zu signieren (${reason})`,
  },
  credentials: {
    signed:
      'Sie enthält Inhaltsnachweise (C2PA), signiert mit dem Schlüssel dieses Rechners: Leseprogramme nennen sie gültig und den Unterzeichner unbekannt.',
    noPlace: (name, formats) =>
      `„${name}“ kann keine Inhaltsnachweise (C2PA) enthalten. Es wurde nichts geschrieben. Als ${formats} speichern oder --c2pa weglassen.`,
    needsDisclosure:
      '--c2pa sagt, wie das Bild entstand, und --no-disclosure lässt das weg. Eines von beiden weglassen.',
    wrongKey: (name) =>
      `„${name}“ im Datenordner von Tessera enthält keinen brauchbaren Schlüssel für Inhaltsnachweise (C2PA). Es wurde nichts geschrieben. Die Datei wegschieben, damit ein neuer entsteht, oder ohne sie speichern.`,
  },
};
