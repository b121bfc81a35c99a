import type { Catalogue } from '../english.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import { grouped, pixelSize } from '../formats.ts';
import { pictures as english } from '../pictures.ts';

const developedFor: Readonly<Record<WhiteBalance, string>> = {
  camera: '相机白平衡',
  auto: '自动白平衡',
  daylight: '日光白平衡',
};

export const pictures: Catalogue['pictures'] = {
  cameraRaw: '相机 RAW',
  damaged: (name) => `“${name}”已损坏或不完整：文件头可读，图像不可读。没有任何更改。请获取完整的文件副本。`,
  damagedHeader: (name) => `“${name}”从开头就已损坏或不完整。请获取完整的文件副本。`,
  damagedPartial: (name) =>
    `“${name}”已损坏或不完整。没有任何更改。请获取完整的文件副本，或打开可读的部分（--partial）。`,
  notAPicture: (name, formats) => `“${name}”不是图像。可以打开：${formats}。`,
  isUnsupported: (name, what) => `“${name}”是 ${what}，无法打开。没有任何更改。请先转换为 PNG 或 TIFF。`,
  usesUnsupported: (name, what) =>
    `“${name}”使用了不支持的 ${what}：文件并未损坏。没有任何更改。请另存为 8 或 16 位 RGB，再打开它。`,
  tooLarge: (name, megapixels, limit) =>
    `“${name}”有 ${grouped(megapixels)} 百万像素；最多可编辑 ${limit} 百万像素。请先将它缩小。`,
  tooLargeToDecode: (name) => `“${name}”超出了解码器的内存。没有任何更改。请先转换为 JPEG 或 PNG。`,
  tooLongSide: (format, limit, width, height) =>
    `${format} 每边最多 ${grouped(limit)} 像素；此图像为 ${pixelSize(width, height)}。请存储为 PNG 或 TIFF。`,
  notWritable: (name, endings) =>
    `“${name}”的扩展名不属于可写入的格式。请使用以下之一：${endings.join('、')}。`,
  noSuchPage: (name, page, pages) =>
    `“${name}”有 ${grouped(pages)} 张图像：没有第 ${page} 张。请用 --page 选择其中一张。`,
  jpegKinds: {
    lossless: '无损编码',
    hierarchical: '分层编码',
    arithmetic: '算术编码',
    cmyk: '四个分量（CMYK）',
    lateHeight: '位于图像之后的高度（DNL）',
    sampling: '不能互相整除的采样因子',
    incomplete: '未达到完整精度的渐进式图像',
    frames: '多个帧',
    pixels: '过多的像素',
    bits: (bits) => `每个数值 ${bits} 位`,
    components: (count) => `${count} 个分量`,
  },
  notes: {
    cmyk: '照片为 CMYK，已转换为 sRGB。',
    lab: '照片为 Lab，已转换为 sRGB。',
    lossyMask:
      '蒙版以有损方式存储：覆盖不足十六分之一的部分保持不变，只差这么多的部分视为完全覆盖。PNG 可原样保存蒙版。',
    page: (page, pages) =>
      `已打开 ${pages} 张图像中的第 ${page} 张；其他图像不会保存。可用 --page 选择另一张。`,
    film: '文件包含由多张图片组成的动画：已打开其中一张，其余图片不会包含在保存的内容中。',
    noEndMarker: '文件缺少结束标记；图像本身是完整的。',
    partial: '文件已损坏或不完整：已打开可读的部分，其余为填充内容。',
    furtherChannels: (names) => `文件还有其他通道（${names}），未读入。`,
    extraChannel: '文件有一个额外通道（例如已存储的选区），已略去。',
    tooBrightForAlpha: '部分像素比其预乘透明度所允许的更亮；它们保持原样。',
    profileCut: '颜色配置文件末尾之后的字节已截去。',
    profileDropped: '颜色配置文件已损坏或属于其他颜色：已略去，颜色按 sRGB 处理。',
    auxiliary: '文件还包含该场景的其他图像（例如增益图或深度图）；它们不会保存。',
    developed: (whiteBalance) =>
      `相机 RAW 文件已冲洗为工作图像（${developedFor[whiteBalance]}，16 位 sRGB）；RAW 文件本身绝不会被覆盖。`,
    unknownCamera: '未知的相机：颜色只是近似。',
    toneMapped: '光照图像（HDR）已转为工作图像（16 位 sRGB），比白色更亮的部分被压缩；文件本身绝不会被覆盖。',
    flattened: '文档以拼合方式打开；其图层不会保存。',
    ycbcr: '照片为 YCbCr，已转换为 RGB。',
    hdrColours: '其颜色为 HDR：数值保持不变，显示时压缩比白色更亮的部分。',
    otherColours: '其颜色属于未知类型：数值保持不变，按 sRGB 处理。',
    deep: (bits) => `${bits} 位数值已扩展为 16 位。`,
  },
  layers: english.layers,
  disclosed: {
    algorithmicallyEnhanced: '文件注明：算法校正了图像，但没有改变其主要内容。',
    compositeWithTrainedAlgorithmicMedia: '文件注明：训练模型生成了图像的一部分。',
    trainedAlgorithmicMedia: '文件注明：训练模型生成了此图像。',
  },
  changes: {
    extendedXmp: '已移除无法读取的扩展 XMP',
    gainMapXmp: '已移除 XMP 中的增益图',
    listXmp: '已移除 XMP 中其他图像的列表',
    depthMapXmp: '已移除 XMP 中的深度图',
    originalXmp: '已移除 XMP 中的原始图像',
    motionPhotoXmp: '已移除 XMP 中的动态照片',
    recipeReplaced: '已替换 XMP 中的配方',
    recipeAdded: '已添加配方',
    regionXmp: '已移除 XMP 中图像被填充或裁掉的区域',
    sizeXmp: '已更正 XMP 中的尺寸',
    positionsXmp: '已移动 XMP 中的位置',
    previewExif: '已移除 EXIF 或其厂商注释中的预览',
    thumbnailExif: '已移除 EXIF 中的缩略图',
    sizeExif: '已更正 EXIF 中的尺寸',
    subjectExif: '已移动 EXIF 中主体的位置',
    thumbnailJfxx: '已移除 JFXX 中的缩略图',
    thumbnailJfif: '已移除 JFIF 中的缩略图',
    listMpf: '已移除其他图像的列表（MPF）',
    gainMap: '已移除增益图（ISO 21496-1）',
    trailer: '已移除图像之后的其他图像或视频',
    preview: (segment) => `已移除 ${segment} 中的预览`,
    unreadableXmp: '已移除无法读取的 XMP',
    xmpThumbnail: '已移除 XMP 中的缩略图',
    turnedRegions: '图像已旋转，已移除 XMP 中的区域',
    unreadableExif: '已移除无法读取的 EXIF',
    longExif: '已略去 EXIF：JPEG 最多容纳 64 KB',
    photoshopThumbnail: '已移除 Photoshop 资源中的缩略图',
    place: '已移除拍摄地点',
    date: '已更新最后修改时间',
    serial: '已移除序列号',
    makerNote: '已移除厂商注释：其中可能有序列号和拍摄地点',
    captions: (format) => `已略去说明（IPTC-IIM）和 Photoshop 资源：${format} 没有存放它们的位置`,
    comments: (format) => `已略去注释：${format} 没有存放它们的位置`,
    texts: (format) => `已略去 PNG 的文本：${format} 没有存放它们的位置`,
    resolution: (format) => `已略去分辨率：${format} 将它存放在 EXIF 中，而此 EXIF 没有`,
    resampled: (width, height) => `已重新采样为 ${pixelSize(width, height)}`,
    srgb: (from) => `颜色已${from === null ? '' : `从 ${from} `}转换为 sRGB`,
    eightBit: '16 位变为 8 位',
    twelveBit: '16 位变为 12 位',
    opaque: '透明变为白色',
    credentials: '已移除内容凭证（C2PA）：它们说的是先前的图像',
    earlierCredentials: '照片的内容凭证（C2PA）已保留在新凭证中，不含缩略图',
    unsigned: (reason) => `没有内容凭证（C2PA）：文件无法签名（${reason}）`,
  },
  credentials: {
    signed: '它含有用此电脑的密钥签名的内容凭证（C2PA）：读取程序会显示凭证有效、签名者未知。',
    noPlace: (name, formats) =>
      `“${name}”不能含有内容凭证（C2PA）。没有写入任何内容。请保存为 ${formats}，或去掉 --c2pa。`,
    needsDisclosure: '--c2pa 注明图像的由来，而 --no-disclosure 将其略去。请去掉其中一个。',
    wrongKey: (name) =>
      `Tessera 数据文件夹中的“${name}”没有可用的内容凭证（C2PA）密钥。没有写入任何内容。请将它移走以生成新密钥，或不带凭证保存。`,
  },
};
