import type { Catalogue } from '../english.ts';
import type { SystemReasons } from '../system-errors.ts';

const fullDisk = '空き容量を増やすか、別のディスクを選んでください。';
const noPermission = '別の場所を選ぶか、アクセス権を変更してください。';
const readOnly = 'ファイルまたはフォルダーが読み取り専用です';
const noReading = '読み取りが許可されていません';
const wait = 'ほかのプログラムを終了してから、もう一度試してください。';
const disconnected = '接続し直してから、もう一度試してください。';

const reasons: SystemReasons = {
  ENOSPC: { reason: 'ディスクがいっぱいです', advice: fullDisk },
  EDQUOT: { reason: '割り当てられたディスク容量がいっぱいです', advice: fullDisk },
  EFBIG: { reason: 'このディスクには大きすぎます', advice: '別のディスクを選んでください。' },
  EACCES: { reason: readOnly, reading: noReading, advice: noPermission },
  EPERM: { reason: readOnly, reading: noReading, advice: noPermission },
  EROFS: { reason: 'ディスクが読み取り専用です', advice: '別の場所を選んでください。' },
  EISDIR: { reason: '同じ名前のフォルダーがあります', advice: 'ファイルを選んでください。' },
  ENOENT: { reason: '存在しません', advice: 'パスを確認してください。' },
  ENOTDIR: { reason: 'フォルダーが存在しません', advice: 'パスを確認してください。' },
  EEXIST: { reason: '同じ名前のものがあります', advice: '別の名前を選んでください。' },
  ENAMETOOLONG: { reason: '名前が長すぎます', advice: '短い名前を付けてください。' },
  ELOOP: {
    reason: '自分自身に戻るリンクです',
    advice: 'リンクが本来指すものを選んでください。',
  },
  EXDEV: { reason: '別のディスクへは移動できません', advice: '同じディスク上の場所を選んでください。' },
  EMFILE: { reason: '開いているファイルが多すぎます', advice: wait },
  ENFILE: { reason: '開いているファイルが多すぎます', advice: wait },
  EBUSY: { reason: '別のプログラムが使用しています', advice: wait },
  ETXTBSY: { reason: '別のプログラムが使用しています', advice: wait },
  ENOMEM: { reason: 'メモリーが足りません', advice: wait },
  ESTALE: { reason: 'ネットワークフォルダーが切断されました', advice: disconnected },
  ENODEV: { reason: 'ディスクがなくなりました', advice: disconnected },
  ENXIO: { reason: 'そこからは何も読み取れません', advice: 'ファイルを選んでください。' },
  ETIMEDOUT: { reason: 'ディスクまたはネットワークフォルダーが応答しません', advice: disconnected },
  EIO: {
    reason: 'ディスクが異常を報告しています',
    advice: 'ディスクとケーブルを確認するか、別のディスクを選んでください。',
  },
};

const reasonFor = (code: string) =>
  reasons[code] ?? {
    reason: `システムの応答は ${code} でした`,
    advice: 'もう一度試すか、別の場所を選んでください。',
  };

export const systemErrors: Catalogue['systemErrors'] = {
  read(name, code) {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `「${name}」を読み取れません：${reading}。何も変更されていません。${advice}`;
  },
  write(name, code) {
    const { reason, advice } = reasonFor(code);
    return `「${name}」は保存されませんでした：${reason}。以前の内容はそのまま残っています。${advice}`;
  },
  remove(name, code) {
    const { reason, advice } = reasonFor(code);
    return `「${name}」は削除されませんでした：${reason}。元のまま残っています。${advice}`;
  },
  missingFolder: (name) =>
    `「${name}」は保存されませんでした：フォルダーが存在しません。何も変更されていません。フォルダーを作るか、別の場所に保存してください。`,
  refused(name, code) {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? '実行できませんでした' : `「${name}」に対して実行できませんでした`;
    return `${what}：${reason}。写真は元のままです。${advice}`;
  },
};
