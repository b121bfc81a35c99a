import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';

const about = (seconds: number): string => `约 ${duration(Math.max(1, Math.round(seconds)))}`;
const samples = (count: number): string => `选区外有 ${count} 个数值改变`;

export const commandLine: Catalogue['commandLine'] = {
  note: (message) => `注意：${message}`,
  cancelled: '已取消。结果要么完整，要么不存在。',
  needsNpmPackage: (version) =>
    `只有 Tessera 的 npm 包会打开连接；应用内的命令行不打开任何连接。没有执行任何操作。请安装该包（“npm install --global tessera-${version}.tgz”；文件来源见 docs/library.md），然后执行相同的命令。`,
  notPrinted: (reason) => `无法输出结果（${reason}）。`,
  progressWindow: (window, windows) => `第 ${window}/${windows} 个窗口`,
  timeLeft: (seconds) => `剩余${about(seconds)}`,

  wanted: {
    wholeNumber: (low, high) => `必须是 ${low} 到 ${high} 的整数。`,
    number: (low, high) => `必须是 ${low} 到 ${high} 的数。`,
    tolerance: '必须是不小于 0 的数。',
    length: (pixels, share) => `必须是不超过 ${pixels} 的整数（像素），或不超过 ${share}% 的百分比。`,
    point: '必须是以像素为单位的 X,Y。',
    rectangle: '必须是 左,上,宽,高，每个为像素或如 5%。',
    colour: '必须是 #rrggbb。',
    parts: (names) => `必须是 ${names} 中的一个或几个，用逗号分隔。`,
  },

  plan: {
    sentence: (beginning, parts) => `${beginning}：${parts.join('，')}。`,
    detail: (detail, stage, seconds) =>
      `细节 ${detail}（原有细节：${stage}）${seconds === null ? '' : `，${about(seconds)}`}`,
    work: (tokens, windows) => `${grouped(windows)} 个窗口共 ${grouped(tokens)} 个词元`,
    steps: (arSteps, least, most) =>
      `${grouped(arSteps)} 个 AR 步，每步 ${least < most ? `${least} 到 ` : ''}${grouped(most)} 个扩散步`,
    thin: (pixels) => `细线和小点的 ${grouped(pixels)} 像素不用网络，从周围延续`,
    copied: '不用网络，复制周围照片的纹理',
  },
  done: {
    run: (path, seconds, device, detail, changed) =>
      `${path}：在 ${device} 上${about(seconds)}，细节 ${detail}，${changed}。`,
    detail: (detail, stage) => `${detail}（${stage}）`,
    samples,
    samplesBeforeConversion: (count) => `${samples(count)}（转换结果之前）`,
    samplesBeforeEncoding: (count) => `${samples(count)}（有损编码之前）`,
    cropped: (path, width, height) => `${path}：${width} x ${height} 像素，每个数值与照片相同。`,
    croppedBeforeEncoding: (path, width, height) =>
      `${path}：${width} x ${height} 像素，每个数值与照片相同（有损编码之前）。`,
    straightened: (path, width, height) => `${path}：${width} x ${height} 像素，为拉直重新计算了每个像素。`,
    repeated: (path, turns) => `${path}：已重现 ${grouped(turns)} 步。`,
    notPromised: (doubt) => `不保证像素相同：${doubt}。`,
    sameJpeg: (blocks) => `同一个 JPEG：${grouped(blocks)} 个块（MCU）均未重做。`,
    keptJpeg: (touched, blocks, changed, largest) =>
      `同一个 JPEG，${grouped(blocks)} 个块（MCU）中只有触及选区的 ${touched} 个不同；选区外有 ${grouped(changed)} 个像素改变${changed > 0 ? `，最多相差 ${largest}（共 255）` : ''}。`,
    alsoInFile: (changes) => `文件中的其他变化：${changes.join('；')}。`,
    disclosed: (sentence, term) => `${sentence}IPTC: ${term}。可用 --no-disclosure 略去。`,
    recipeBeside: '文件容纳不下配方，配方放在旁边（.tessera.json）。',
    othersWritten: (failure, names) => `${failure}已写入：${names}。`,
    jpegEncoded: (reason) => `整个 JPEG 将重新编码：${reason}。`,
  },

  usage: {
    isInput: (name) => `“${name}”也是输入，而输入从不覆盖。请为 -o 选择其他名称。`,
    liesInInput: (name, folder) => `“${name}”位于要读取的“${folder}”中，而输入从不覆盖。请选择其他位置。`,
    isFolder: (name) => `“${name}”是文件夹：不能在其位置写入文件。没有任何更改。请选择其他名称。`,
    oneMask: '请用 --mask、--rectangle 和 --colour 之一指定要填充的部分。',
    nothingToExtend: '没有要扩展的部分：请以像素或百分比给出 --left、--right、--top 或 --bottom。',
    nothingToCrop:
      '没有要做的事：请用 --left、--top、--width 和 --height 指定一部分，或给出 --straighten 或 --rotate。',
    partOutside: (width, height) =>
      `该部分不在照片内，照片为 ${width} x ${height} 像素。结果要么完整，要么不存在。请在照片内给出 --left、--top、--width 和 --height。`,
    noAngle: (given, most) =>
      `“${given}”不是拉直照片的角度。请给出 ${-most} 到 ${most} 的度数，精确到十分之一，如 1.5 或 -0.3。`,
    noOrder: (given, orders) => `没有“${given}”这种顺序。可用 ${orders}，或图像文件。`,
    fromWithoutSubject: (order) =>
      `--from 指定顺序“from-subject”的起点，而 --order 要求“${order}”。请去掉其中一个。`,
    keepAndResize: '--jpeg keep 保留每个块不变，而 --resize 会重做所有块。请去掉其中一个。',
    keepAndQuality: '--jpeg keep 保留照片的画质，而 --quality 要求另一种画质。请去掉其中一个。',
    keepAndSrgb: (name) => `--jpeg keep 保留每个块不变，而 --srgb 会转换“${name}”的颜色。请去掉其中一个。`,
    keepWithoutJpeg: (name) => `--jpeg keep 要求照片和结果都是 JPEG，而“${name}”不是。请去掉它。`,
    keepWithoutPhoto: '--jpeg keep 需要保留其文件的那张照片：请在结果之后给出。',
    needsPhoto: (result) =>
      `“${result}”由照片生成：请一并给出照片，“tessera replay ${result} PHOTO -o OUT”。`,
    packUnused: (given, made) => `要重现的步骤都不是用模型包“${given}”生成的。所用的是：${made}。`,
    packFileName: (extension) =>
      `模型包的文件名为 NAME.${extension}。结果要么完整，要么不存在。请为 -o 选择这样的名称。`,
    engineClosed: '引擎已关闭。请另开一个。',
  },
  cannotStayJpeg: (name, reason) =>
    `“${name}”不能保持原来的 JPEG：${reason}。结果要么完整，要么不存在。去掉 --jpeg keep 即可重新编码。`,
  otherSize: {
    drawn: (option, own, wanted) =>
      `${option} 的图像为 ${own} 像素，最终图像（转正后）为 ${wanted} 像素。结果要么完整，要么不存在。请改为同样大小：只有位于填充部分之上的内容有效。`,
    source: (own, photo) =>
      `--source 的图像为 ${own} 像素，照片（转正后）为 ${photo} 像素。结果要么完整，要么不存在。请改为与照片一样大。`,
  },
  packNotInstalled: (id) =>
    `它由模型包“${id}”生成，此处未安装该包。结果要么完整，要么不存在。请用 --pack FOLDER 给出。`,

  packs: {
    none: '没有模型包。',
    deleted: (id) => `已删除模型包“${id}”。`,
    checked: (id, files) => `${id}：${files} 个文件全部正常。`,
    copying: '正在拷贝模型包',
    offered: (name, size, licence) => `${name}：${size}，许可证：${licence}`,
    installed: (name) => `已安装 ${name}。`,
    planned: (name, size, precision, memory) =>
      `${name}：以 ${precision} 存储约占磁盘 ${size}；带引导的运行约需内存 ${memory}。`,
    leftOut: (tensors) => `不需要，已略去：${tensors}`,
    nothingToCompare: '没有可比较的内容',
    aboveTolerance: '超出容差',
    differs: (tolerance, parts) =>
      `模型包与参考结果相差超过 ${tolerance}：${parts}。结果要么完整，要么不存在。`,
    differsWritten: (tolerance, parts, file) =>
      `模型包与参考结果相差超过 ${tolerance}：${parts}。计算结果已写入“${file}”。`,
  },

  bench: {
    measuring: '正在测量',
    rows: {
      pack: '模型包',
      matrix: '矩阵乘积',
      sampler: '采样器',
      windowPass: '一个窗口',
      firstTokens: '首批词元',
      masks: '蒙版',
      quarter: '四分之一与全部之比',
      outside: '网络之外',
      traffic: '经过主存',
      opening: '打开',
      memory: '内存峰值',
    },
    threads: (count) => `${grouped(count)} 个线程`,
    ofMatrix: (share) => `为其 ${share}`,
    quarterMask: '四分之一蒙版',
    all: '全部',
    tokensPerStep: (tokens, steps) => `每个 AR 步 ${tokens} 个词元 x ${steps}`,
    traffic: (bytes, cache) => `每个扩散步 ${bytes} 字节，其中缓存 ${cache}`,
  },

  batch: {
    progress: (ended, jobs, photo, fraction, left) =>
      `${ended}/${jobs}${photo === null ? '' : `，“${photo}”${percent(fraction)}`}${left === null ? '' : `，剩余${about(left)}`}`,
    planned: (line, operation, photo, output, seconds) =>
      `第 ${line} 行：${operation}${photo === null ? '' : `“${photo}”`} → “${output}”，${about(seconds)}。`,
    plannedAll: (jobs, seconds) =>
      `${grouped(jobs)} 个任务，计算${about(seconds)}。结果要么完整，要么不存在。`,
    ended: (done, failed, left) =>
      `${grouped(done)} 个任务完成，${failed} 个失败${left > 0 ? `，${left} 个未开始：同一命令可继续处理` : ''}。`,
    failed: (line, name, message) => `第 ${line} 行，“${name}”：${message}`,
    again: (line, name, message) => `第 ${line} 行，“${name}”：${message}将在其他任务之后重试。`,
    stopping: '正在计算的照片完成后停止。再次中断可立即停止：这些照片下次重新开始。',
    leaving: '已结束。任务留在队列中，由工作进程处理：同一命令可再次等待它们。',
    engineDied:
      '计算这张照片的进程已结束。结果要么完整，要么不存在。会再试一次；如果仍然失败，请减少 --engines。',
    priorityWithoutQueue: '--priority 用于队列中的任务：请用 --queue 给出其地址。',
    stateInStore: '结果存入存储：请用 --state 指定状态文件的位置。',
    noLongOption: (given) => `“${given}”不是长选项（--name value）。`,
    list: {
      saysItself: (name) =>
        `“${name}”中的任务自行说明要做什么：请去掉 --output、--mask、--rectangle、--colour 和 --operation。`,
      csvReasons: {
        columns: (line, columns) => `第 ${line} 行的单元格数与名称数（${columns}）不同`,
        quotes: (line) => `第 ${line} 行的引号不匹配`,
        line: (line) => `无法读取第 ${line} 行`,
      },
      noCsv: (reason) => `任务列表不是首行为名称的 CSV 文件：${reason}。没有执行任何操作。`,
      noList: (name) =>
        `“${name}”不是任务列表（.jsonl、.csv）：请用 --output 指定其照片的结果存放处，例如 --output "out/{name}-filled.{ext}"。`,
      noPhoto: (place) => `在“${place}”没有找到照片。没有执行任何操作。`,
      leftOut: (line, reason) => `第 ${line} 行：${reason}。该行已略去；其他任务照常执行。`,
      noJson: (reason) => `不是 JSON 对象（${reason}）`,
      collides: (line, reason) => `第 ${line} 行：${reason}。没有覆盖任何内容。请给它另一个输出。`,
      isRead: (name) => `此列表的一个任务要读取“${name}”`,
      isWritten: (name, line) => `第 ${line} 行已写入“${name}”`,
    },
    job: {
      optionName: '选项应为 camelCase，如“paintedEffort”',
      takesNoPhoto: (operation) => `“${operation}”不接受照片`,
      takesNoMask: (operation) => `“${operation}”不接受蒙版`,
      isMissing: (field) => `缺少“${field}”`,
      besideOptions: (name) => `“${name}”不应放在“options”里（应与其并列）`,
      inMask: (name) => `“${name}”不应放在“options”里（应放在“mask”里）`,
      ofBatch: (name) => `“${name}”不应放在“options”里（它是批处理的选项）`,
    },
    noStateFile: (name) =>
      `“${name}”不是此版本批处理的状态文件。没有执行或更改任何内容。请用 --state 选择另一个。`,
    report: {
      title: 'Tessera 批处理',
      heading: (done, jobs) => `已完成 ${done}/${jobs} 个任务`,
      columns: { line: '行', photo: '照片', before: '之前', after: '之后', result: '结果' },
      done: (seconds, changed) => `${duration(seconds)}，外部有 ${changed} 个数值改变`,
      notDone: '未执行',
      notShown: '无法显示',
    },
  },

  store: {
    noAddress: (given) => `“${given}”不是对象的地址：应为 s3://bucket/folder/name，不含“.”、“..”或空的部分。`,
    noCredentials: 'S3 地址需要环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。没有读取或写入任何内容。',
    noEndpoint: 'S3 存储的地址为 http(s)://host[:port]；用户名和密码放在环境变量中，不写在地址里。',
    notRead: (name, reason) =>
      `无法从 S3 存储读取“${name}”（${reason}）。没有更改任何照片。请检查地址、凭据和存储，然后重试。`,
    notWritten: (name, reason) =>
      `“${name}”未写入 S3 存储（${reason}）。没有更改任何照片。请检查地址、凭据和存储，然后重试。`,
    connectionFailed: '连接失败',
  },

  queue: {
    noAddress: '队列是形如 redis://host:6379 的地址（TLS 用 rediss://）。',
    noDatabase: '队列主机之后应为数据库编号。',
    unreachable: (address, reason) =>
      `无法使用 ${address} 上的队列（${reason}）。没有任何更改。请检查 Redis 是否在运行并允许连接。`,
    trouble: (address, reason) => `${address} 上的队列：${reason}`,
    waiting: (address) => `正在 ${address} 等待任务。`,
    jobDone: (name) => `“${name}”：完成。`,
    ending: '正在计算的照片完成后结束。',
    ownPack: '工作进程使用自己的模型包：请从任务中去掉“pack”。',
    namesPack: '任务指定了模型包；工作进程只使用自己的。',
    otherPack: (queued, own) =>
      `任务针对模型包“${queued}”，与此工作进程的“${own}”版本不同。请在两处安装相同版本的 Tessera。`,
    otherFile: (name) =>
      `“${name}”不是排入队列的文件：它已被更改，或工作进程的文件夹不同。请重新排入该任务。`,
    outsideRoots: (name) => `“${name}”位于此工作进程的 --root 之外，它从不离开该范围。`,
    noRoot: (folder) => `--root 的文件夹“${folder}”不存在。`,
    failedJob: (time, name, reason) => `${time}  “${name}”：${reason}`,
    noneFailed: '没有失败的任务。',
    failed: (count) => `${count} 个失败。`,
  },
};
