import type { Catalogue } from '../english.ts';
import { byteSize, percent } from '../formats.ts';

export const updates: Catalogue['updates'] = {
  title: '更新',
  asking: '正在查找新版本…',
  isNewest: (version) => `Tessera ${version} 已是最新版本。`,
  isNewer: (version, present) => `有新版本 Tessera ${version}；当前版本是 ${present}。`,
  changes: '有哪些变化',
  download: (bytes) => `将下载 ${byteSize(bytes)}，使用前会进行检查：它们由 Tessera 的开发者签名。`,
  restarts: '之后 Tessera 会重新启动。照片和未保存的工作保持不变。',
  isShown: '之后会显示检查过的文件。像安装其他程序一样打开它即可安装。',
  install: '下载并重新启动',
  fetch: '下载并显示',
  later: '以后再说',
  downloading: '正在下载',
  progress: (fraction) => percent(fraction),
  shown: (name) => `“${name}”已检查，并显示在其文件夹中。打开它即可安装。`,
  unreachable: '无法连接更新服务器。未做任何更改。请检查网络连接，然后重试。',
  notSigned:
    '更新服务器的应答没有 Tessera 开发者的签名，因此不予使用。未做任何更改。请稍后重试；如果再次发生，请报告。',
  unreadable: '此版本无法读取更新列表。未做任何更改。请从获取此版本的地方获取新版本。',
  wrongFile:
    '下载的文件不是 Tessera 开发者签名的文件，因此已删除。未安装任何内容。请稍后重试；如果再次发生，请报告。',
  notHere:
    '此份 Tessera 不会自行更新：它是从压缩包解压的，或由其他程序管理。未做任何更改。请从获取此版本的地方获取新版本。',
  noFile: (version) => `有新版本 Tessera ${version}，但不适用于此类计算机或安装方式。未做任何更改。`,
  waits: '正在计算填充，或队列中有照片在等待，因此不进行更新。工作保持不变。完成后请重试。',
};
