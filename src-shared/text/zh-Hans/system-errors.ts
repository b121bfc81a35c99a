import type { Catalogue } from '../english.ts';
import type { SystemReasons } from '../system-errors.ts';

const fullDisk = '请释放一些空间，或选择其他磁盘。';
const noPermission = '请选择其他位置，或更改权限。';
const readOnly = '文件或其文件夹为只读';
const noReading = '没有读取权限';
const wait = '请关闭其他程序后重试。';
const disconnected = '请重新连接后重试。';

const reasons: SystemReasons = {
  ENOSPC: { reason: '磁盘已满', advice: fullDisk },
  EDQUOT: { reason: '分配的磁盘空间已用完', advice: fullDisk },
  EFBIG: { reason: '文件对此磁盘来说过大', advice: '请选择其他磁盘。' },
  EACCES: { reason: readOnly, reading: noReading, advice: noPermission },
  EPERM: { reason: readOnly, reading: noReading, advice: noPermission },
  EROFS: { reason: '磁盘为只读', advice: '请选择其他位置。' },
  EISDIR: { reason: '已有同名文件夹', advice: '请选择文件。' },
  ENOENT: { reason: '它不存在', advice: '请检查路径。' },
  ENOTDIR: { reason: '其文件夹不存在', advice: '请检查路径。' },
  EEXIST: { reason: '已有同名项目', advice: '请选择其他名称。' },
  ENAMETOOLONG: { reason: '名称过长', advice: '请使用较短的名称。' },
  ELOOP: { reason: '它是指回自身的链接', advice: '请选择链接原本指向的内容。' },
  EXDEV: { reason: '无法移动到其他磁盘', advice: '请选择同一磁盘上的位置。' },
  EMFILE: { reason: '打开的文件过多', advice: wait },
  ENFILE: { reason: '打开的文件过多', advice: wait },
  EBUSY: { reason: '其他程序正在使用', advice: wait },
  ETXTBSY: { reason: '其他程序正在使用', advice: wait },
  ENOMEM: { reason: '内存不足', advice: wait },
  ESTALE: { reason: '网络文件夹已断开', advice: disconnected },
  ENODEV: { reason: '磁盘已不存在', advice: disconnected },
  ENXIO: { reason: '无法从该处读取任何内容', advice: '请选择文件。' },
  ETIMEDOUT: { reason: '磁盘或网络文件夹没有响应', advice: disconnected },
  EIO: { reason: '磁盘报告故障', advice: '请检查磁盘及其连接线，或选择其他磁盘。' },
};

const reasonFor = (code: string) =>
  reasons[code] ?? { reason: `系统返回 ${code}`, advice: '请重试，或选择其他位置。' };

export const systemErrors: Catalogue['systemErrors'] = {
  read(name, code) {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `无法读取“${name}”：${reading}。没有任何更改。${advice}`;
  },
  write(name, code) {
    const { reason, advice } = reasonFor(code);
    return `“${name}”未能保存：${reason}。原有内容没有改变。${advice}`;
  },
  remove(name, code) {
    const { reason, advice } = reasonFor(code);
    return `“${name}”未能删除：${reason}。它保持原样。${advice}`;
  },
  missingFolder: (name) =>
    `“${name}”未能保存：其文件夹不存在。没有任何更改。请创建该文件夹，或保存到其他位置。`,
  refused(name, code) {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? '操作失败' : `对“${name}”的操作失败`;
    return `${what}：${reason}。照片保持原样。${advice}`;
  },
};
