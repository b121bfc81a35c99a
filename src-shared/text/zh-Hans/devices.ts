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
  probe: {
    always: '始终可用。',
    time: (milliseconds) => `试算用时 ${tenth(milliseconds)} ms`,
    notBuilt: '此版本的 Tessera 不包含它。',
    wrongNumbers: (error) => `它的计算结果有误（相对误差 ${error}）。`,
    slower: (time) => `它比 CPU 慢（${time}）：可能是软件渲染器。`,
    noNvidia: '此计算机没有 NVIDIA GPU，或者其驱动程序未加载。',
    noGpu: '此计算机没有 GPU，或者其驱动程序未加载。',
    noAdapter: '没有找到驱动程序可用的 GPU。',
    noLibraries: '其库未安装：可用 TESSERA_CUDA_LIBRARIES 指定含有这些库的文件夹。',
    notStarted: '无法启动。',
    notProbed: '未经试算。',
    instead: (device, note) => `${device} 无法使用：${note} 改用了 CPU。`,
  },
  modelPart: (part, device, reason) =>
    `无法在 ${device} 上打开模型的部分“${part}”：${reason} 图像没有变化。请检查模型包，或选择其他模型包。`,
  noResult: {
    constant:
      '模型的计算结果处处相同，因此没有结果。图像没有变化。请检查模型包（tessera pack check），或选择其他模型包或设备。',
    notFinite:
      '模型的计算结果含有非数字或无穷大，因此没有结果。图像没有变化。请检查模型包（tessera pack check），或选择其他模型包或设备。',
  },
  memory: (device, needed, there, isAssumed) =>
    `由 CPU 计算：在 ${device} 上模型约需 ${byteSize(needed)}，而显卡有 ${byteSize(there)}${isAssumed ? '（系统没有提供，此为假定值）' : ''}。`,
  lost: (device, reason) => `运行中 ${device} 出错，已由 CPU 接手。${reason}`,
  cuda: {
    noFolder: (folder) => `其库所在的文件夹 ${folder} 不存在。`,
    lacks: (library, version) =>
      `其库所在的文件夹中缺少 ${library}；ONNX Runtime ${version} 的 GPU 包中有它。`,
    otherVersion: (version) => `其库所在的文件夹中是其他版本的 ONNX Runtime 的库，而需要的是 ${version}。`,
    damaged: (library) => `其库所在的文件夹中的 ${library} 已损坏，或不属于 ONNX Runtime。`,
    needs: (library) => `无论从其库所在的文件夹还是从系统中，都无法加载 ${library}。`,
    driver: (library) => `无法加载 NVIDIA 驱动程序（${library}）。`,
  },
  coreml: 'CoreML 无法处理大小为零的输入，而每次运行都由此开始。请选择 WebGPU：它使用同一块显卡。',
};
