import type { Catalogue } from '../english.ts';
import { pixelSize, grouped, megapixels, percent, sharePercent } from '../formats.ts';

export const status: Catalogue['status'] = {
  name: 'ステータス',
  bits: (bits) => `${bits} bit`,
  size: (pixels) => megapixels(pixels),
  selection: (pixels, share) => `選択中 ${megapixels(pixels)}（${sharePercent(share)}）`,
  added: (pixels) => `追加 ${megapixels(pixels)}`,
  noSelection: '選択範囲なし',
  position: (x, y) => `${grouped(x)} · ${grouped(y)}`,
  exact: (changed) => `塗りつぶし以外の変更 ${grouped(changed)} ピクセル`,
  straightened: '傾き補正済み：全ピクセルを再標本化',
  straightenedHint:
    '傾き補正は四分の一回転未満の回転です：写真そのもののピクセルは残りません。その後の塗りつぶしは別に数えます',
  exactBeforeEncoding: (changed) => `範囲外の変更 ${grouped(changed)} ピクセル（エンコード前）`,
  exactBeforeConversion: (changed) => `範囲外の変更 ${grouped(changed)} ピクセル（書き出しの変換前）`,
  exactConvertedHint:
    '編集した画像で数えた値です。書き出したファイルはリサンプルまたは色変換されているため、全体が異なります',
  exactKept: (touched, mcus, changed, most) =>
    `JPEG ブロック ${grouped(mcus)} 個のうち ${grouped(touched)} 個を作り直し、範囲外の変更 ${grouped(changed)} ピクセル${changed > 0 ? `（最大 ${most} / 255）` : ''}`,
  exactKeptHint:
    '書き出した JPEG の値です。ほかのブロックは写真のものと 1 ビットも違いません。作り直したブロックはすべて選択範囲に触れ、範囲外のピクセルはその中か 1 ピクセル隣でだけ変わりました',
  exactHint: '写真本来のビット深度で、元の値と比べて数えています',
  exactLossyHint: 'エンコード前に数えています：非可逆形式ではすべてのピクセルが再エンコードされます',
  device: (device) => `デバイス：${device}`,
  engine: { starting: 'エンジンを起動中', ready: 'エンジン準備完了', restarting: 'エンジンを再起動中' },
  zoom: 'ズーム',
  working: '処理中…',
  unsaved: 'ファイルに保存されていない内容があります',
};

const windowText: Catalogue['window'] = {
  appName: 'Tessera',
  toolbar: 'ツール',
  toolOptions: 'ツールオプション',
  topbar: '写真',
  topbarStart: '開く・取り消し',
  topbarEnd: '表示・書き出し',
  menu: 'メニュー',
  menus: { quit: '終了', fullScreen: 'フルスクリーン', help: 'ヘルプ' },
  picture: (name, width, height) =>
    `画像 ${name}、${pixelSize(width, height)}。矢印キーで十字線を動かし、Space でペンを下ろします。`,
  brushSize: 'サイズ',
  brushHardness: '硬さ',
  pixels: 'px',
  hardness: (value) => percent(value),
  maskActions: '選択範囲',
  maskMenu: '選択範囲のその他の操作',
  amount: '量',
  hints: {
    hand: 'ドラッグで画像を移動',
    heal: '傷や汚れを塗ってペンを離すと消えます',
    restore: '開いたときの状態に戻す部分を塗る：柔らかいブラシならなじみます',
    'no-source': 'コピーさせない部分を塗る · Alt で取り除く',
    rectangle: 'ドラッグで長方形を追加 · Alt で取り除く · Shift で正方形',
    ellipse: 'ドラッグで楕円形を追加 · Alt で取り除く · Shift で正円',
    lasso: '消したい部分を囲む · Alt で取り除く',
    polygon: '角を順にクリック · Enter かダブルクリックで閉じる · Alt で取り除く',
    crop: '辺または角を内側へドラッグ · Shift で縦横比を固定',
    extend: '辺または角を外側へドラッグ · Shift で縦横比を固定',
    subject: '塗りつぶしを始める点をクリック',
    'order-pen': '順番を塗る：先に塗った場所から塗りつぶします',
    'effort-pen': 'ストロークごとに、そこの品質が 2 倍または半分になります',
    keep: '気に入った部分を塗る · Alt で取り消す',
    turn: '下のステップにポインターを合わせるとその時点を表示、クリックするとそこから別の候補を作成',
    'folded-turn': '下の矢印でステップを表示：どの時点も確認でき、そこからやり直せます',
    'other-turns': '← → で別の候補を表示',
    compare: '境界線をドラッグ · ← → で右側の候補を変更',
  },
  history: { title: 'ヒストリー', opened: '開いたときの状態' },
  opacity: {
    title: '塗りつぶしの不透明度',
    label: '不透明度',
    hint: '残りには元の画像が見えます',
    nothingBefore:
      '写真に追加した部分や新しい画像の下には、透けて見える元の画像がありません。不透明度は塗りつぶしにだけ使えます。',
    announce: (value) => `塗りつぶしの不透明度：${percent(value / 100)}`,
  },
  crop: {
    aspects: {
      free: '自由',
      photo: '写真',
      square: '1 : 1',
      classic: '3 : 2',
      wide: '16 : 9',
      portrait: '4 : 5',
    },
    apply: '切り抜き',
    reset: 'リセット',
    working: '画像を変更中…',
    straighten: '傾き補正',
    horizon: '水平線に沿って線を引く',
    horizonHint: '水平または垂直にしたいものに沿って線を引きます',
    fillCorners: '四隅を塗る',
    fillCornersHint: '空になる四隅を残して選択します：塗りつぶしで作成されます',
  },
  undo: (label) => (label === null ? '取り消し' : `取り消し：${label}`),
  redo: (label) => (label === null ? 'やり直し' : `やり直し：${label}`),
  tabs: {
    name: '開いている写真',
    close: (name) => `${name} を閉じる`,
    work: { running: '塗りつぶし中', turns: '結果が待っています', interrupted: '一時停止中の処理があります' },
  },
  crossHair: (x, y, down) => `${x}, ${y}${down ? '、ペンを下ろした状態' : ''}`,
};

export { windowText as window };
