import type { Catalogue } from '../english.ts';
import { byteSize, tenth } from '../formats.ts';

export const devices: Catalogue['devices'] = {
  step: (device, seconds) => `${device}：每步 ${tenth(1000 * seconds)} 毫秒`,
  graphics: (name, bytes, isAssumed) =>
    isAssumed
      ? `${name ?? '显卡'}：假定有 ${byteSize(bytes)} 显存，因为系统没有提供`
      : `${name ?? '显卡'}：${byteSize(bytes)} 显存`,
  none: '没有找到可用的显卡：由 CPU 计算。',
  notMeasured: '由 CPU 计算：显卡尚未用此模型测量。',
  dropped: {
    slower: (device) => `用此模型时，${device} 并不明显快于 CPU。`,
    wrong: (device) => `不使用 ${device}：用此模型时它算出的数值有误。`,
    failed: (device, detail) => `不使用 ${device}：用此模型时它出错了。${detail}`.trim(),
    unfinished: (device) => `不使用 ${device}：测量中途中断。要重新测量，请在偏好设置中清除缓存。`,
  },
  memory: (device, needed, there, isAssumed) =>
    `由 CPU 计算：在 ${device} 上模型约需 ${byteSize(needed)}，而显卡有 ${byteSize(there)}${isAssumed ? '（系统没有提供，此为假定值）' : ''}。`,
  coreml: 'CoreML 无法处理大小为零的输入，而每次运行都由此开始。请选择 WebGPU：它使用同一块显卡。',
};
