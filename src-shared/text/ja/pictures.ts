import type { Catalogue } from '../english.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import { grouped, pixelSize } from '../formats.ts';
import { pictures as english } from '../pictures.ts';

const developedFor: Readonly<Record<WhiteBalance, string>> = {
  camera: 'カメラのホワイトバランス',
  auto: '自動ホワイトバランス',
  daylight: '昼光のホワイトバランス',
};

export const pictures: Catalogue['pictures'] = {
  cameraRaw: 'カメラの RAW',
  damaged: (name) =>
    `「${name}」は破損しているか途中で切れています：ヘッダーは読めますが、画像を読めません。何も変更されていません。完全なファイルを入手してください。`,
  damagedHeader: (name) =>
    `「${name}」は先頭から破損しているか途中で切れています。完全なファイルを入手してください。`,
  damagedPartial: (name) =>
    `「${name}」は破損しているか途中で切れています。何も変更されていません。完全なファイルを入手するか、読める所まで開いてください（--partial）。`,
  notAPicture: (name, formats) => `「${name}」は画像ではありません。開ける形式：${formats}。`,
  isUnsupported: (name, what) =>
    `「${name}」は ${what} で、開けません。何も変更されていません。先に PNG か TIFF に変換してください。`,
  usesUnsupported: (name, what) =>
    `「${name}」は対応していない ${what} を使っています。ファイルは破損していません。何も変更されていません。8 または 16 bit の RGB で保存し直してから開いてください。`,
  tooLarge: (name, megapixels, limit) =>
    `「${name}」は ${grouped(megapixels)} メガピクセルです。編集できるのは ${limit} メガピクセルまでです。先に小さくしてください。`,
  tooLargeToDecode: (name) =>
    `「${name}」はデコーダーのメモリーに対して大きすぎます。何も変更されていません。先に JPEG か PNG に変換してください。`,
  tooLongSide: (format, limit, width, height) =>
    `${format} で保存できるのは一辺 ${grouped(limit)} px までです。この画像は ${pixelSize(width, height)} です。PNG か TIFF で保存してください。`,
  notWritable: (name, endings) =>
    `「${name}」の拡張子は、保存できる形式のものではありません。次のいずれかを使ってください：${endings.join('、')}。`,
  noSuchPage: (name, page, pages) =>
    `「${name}」に含まれる画像は${grouped(pages)}枚で、${page} 番はありません。--page で選んでください。`,
  jpegKinds: {
    lossless: '可逆符号化',
    hierarchical: '階層符号化',
    arithmetic: '算術符号化',
    cmyk: '4 成分（CMYK）',
    lateHeight: '画像の後に来る高さ（DNL）',
    sampling: '互いに割り切れないサンプリング比',
    incomplete: '最後の精度まで届かないプログレッシブ画像',
    frames: '複数のフレーム',
    pixels: '多すぎるピクセル',
    bits: (bits) => `値ごとに ${bits} ビット`,
    components: (count) => `${count} 成分`,
  },
  notes: {
    cmyk: '写真は CMYK だったため、sRGB に変換しました。',
    lab: '写真は Lab だったため、sRGB に変換しました。',
    lossyMask:
      'マスクが非可逆形式で保存されています：覆いが 16 分の 1 未満の部分は変更せず、不足が同じくらい小さい部分は完全に覆うものとします。PNG ならマスクはそのまま残ります。',
    page: (page, pages) =>
      `${pages}枚のうち ${page} 枚目の画像を開きました。ほかの画像は保存されません。別の画像は --page で選べます。`,
    film: 'ファイルには複数の画像からなる動画が含まれています。そのうちの 1 枚を開きました。他の画像は保存されるものに含まれません。',
    noEndMarker: 'ファイルに終端マーカーがありませんが、画像自体は完全です。',
    partial: 'ファイルが破損しているか途中で切れています：読める所まで開き、残りは埋めてあります。',
    furtherChannels: (names) => `ファイルにはほかのチャンネル（${names}）があり、読み込みませんでした。`,
    extraChannel: 'ファイルに余分なチャンネル（保存された選択範囲など）があり、除きました。',
    tooBrightForAlpha: '乗算済みの透明度が許すより明るいピクセルがあります。そのまま保ちます。',
    profileCut: 'カラープロファイルの末尾より後ろのバイトを切り取りました。',
    profileDropped:
      'カラープロファイルが破損しているか、別の色のものです：除いて、色を sRGB とみなしました。',
    auxiliary:
      'ファイルには同じ場面のほかの画像（ゲインマップや深度マップなど）もありますが、保存されません。',
    developed: (whiteBalance) =>
      `カメラの RAW ファイルを作業用画像に現像しました（${developedFor[whiteBalance]}、16 bit sRGB）。RAW ファイル自体は上書きされません。`,
    unknownCamera: '未知のカメラです：色はおおよそのものです。',
    toneMapped:
      '光の画像（HDR）を作業用画像（16 bit sRGB）にし、白より明るい部分を圧縮しました。ファイル自体は上書きされません。',
    flattened: '書類を統合して開きました。レイヤーは保存されません。',
    ycbcr: '写真は YCbCr だったため、RGB に変換しました。',
    hdrColours: 'HDR の色です：値はそのままで、白より明るい部分を圧縮して表示します。',
    otherColours: '知られていない種類の色です：数値はそのままで、sRGB とみなします。',
    deep: (bits) => `${bits} bit の値を 16 bit に広げました。`,
  },
  layers: english.layers,
  disclosed: {
    algorithmicallyEnhanced: 'ファイルには、アルゴリズムが主な内容を変えずに画像を補正したと記されています。',
    compositeWithTrainedAlgorithmicMedia:
      'ファイルには、学習済みモデルが画像の一部を作ったと記されています。',
    trainedAlgorithmicMedia: 'ファイルには、学習済みモデルが画像を作ったと記されています。',
  },
  changes: {
    extendedXmp: '読めない拡張 XMP を削除',
    gainMapXmp: 'XMP のゲインマップを削除',
    listXmp: 'XMP のほかの画像の一覧を削除',
    depthMapXmp: 'XMP の深度マップを削除',
    originalXmp: 'XMP の元画像を削除',
    motionPhotoXmp: 'XMP のモーションフォトを削除',
    recipeReplaced: 'XMP のレシピを置き換え',
    recipeAdded: 'レシピを追加',
    regionXmp: '塗りつぶされたか切り落とされた部分の XMP の領域を削除',
    sizeXmp: 'XMP の大きさを修正',
    positionsXmp: 'XMP の位置を移動',
    previewExif: 'EXIF またはメーカーノートのプレビューを削除',
    thumbnailExif: 'EXIF のサムネールを削除',
    sizeExif: 'EXIF の大きさを修正',
    subjectExif: 'EXIF の被写体の位置を移動',
    thumbnailJfxx: 'JFXX のサムネールを削除',
    thumbnailJfif: 'JFIF のサムネールを削除',
    listMpf: 'ほかの画像の一覧（MPF）を削除',
    gainMap: 'ゲインマップ（ISO 21496-1）を削除',
    trailer: '画像の後にあるほかの画像や動画を削除',
    preview: (segment) => `${segment} のプレビューを削除`,
    unreadableXmp: '読めない XMP を削除',
    xmpThumbnail: 'XMP 内のサムネールを削除',
    turnedRegions: '画像を回転したため XMP 内の領域を削除',
    unreadableExif: '読めない EXIF を削除',
    longExif: 'EXIF を省略：JPEG に入るのは 64 KB まで',
    photoshopThumbnail: 'Photoshop リソース内のサムネールを削除',
    place: '撮影場所を削除',
    date: '最終変更日時を更新',
    serial: 'シリアル番号を削除',
    makerNote: 'メーカーノートを削除：シリアル番号や撮影場所を含むことがあります',
    captions: (format) =>
      `キャプション（IPTC-IIM）と Photoshop リソースを省略：${format} には入れる場所がありません`,
    comments: (format) => `コメントを省略：${format} には入れる場所がありません`,
    texts: (format) => `PNG のテキストを省略：${format} には入れる場所がありません`,
    resolution: (format) => `解像度を省略：${format} では EXIF に入りますが、この EXIF にはありません`,
    resampled: (width, height) => `${pixelSize(width, height)} にリサンプル`,
    srgb: (from) => `色を${from === null ? '' : ` ${from} から`} sRGB に変換`,
    eightBit: '16 bit を 8 bit に変換',
    twelveBit: '16 bit を 12 bit に変換',
    opaque: '透明部分を白に変換',
    credentials: '以前の画像についてのコンテンツクレデンシャル（C2PA）を削除',
    earlierCredentials: '写真のコンテンツクレデンシャル（C2PA）を、サムネールを除いて新しいものに引き継ぎ',
    unsigned: (reason) => `コンテンツクレデンシャル（C2PA）なし：ファイルに署名できませんでした（${reason}）`,
  },
  credentials: {
    signed:
      'このコンピューターの鍵で署名したコンテンツクレデンシャル（C2PA）があります：閲覧ソフトでは「有効、署名者は不明」となります。',
    noPlace: (name, formats) =>
      `「${name}」にはコンテンツクレデンシャル（C2PA）を入れられません。何も書き込まれていません。${formats} で保存するか、--c2pa を外してください。`,
    needsDisclosure:
      '--c2pa は画像の成り立ちを記し、--no-disclosure はそれを省きます。どちらかを外してください。',
    wrongKey: (name) =>
      `Tessera のデータフォルダーの「${name}」に、使えるコンテンツクレデンシャル（C2PA）の鍵がありません。何も書き込まれていません。別の場所へ移せば新しい鍵が作られます。または付けずに保存してください。`,
  },
};
