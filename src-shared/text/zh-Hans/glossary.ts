import type { Catalogue } from '../english.ts';

export const glossary: Catalogue['glossary'] = {
  version: '候选',
  step: '步骤',
  recipe: '配方',
  meanings: {
    version: '一次填充完成的结果。它等待接受或放弃，并可从它的任一步骤开始另一个候选。',
    step: '一起生成的一组小方块。填充逐步完成。',
    order: '先生成选区的哪一部分，以及接着往哪里继续。',
    effort: '一次填充使用多少步骤。越多耗时越长。',
    model: '经过训练的网络，用来生成无法从照片复制的内容。也可以导入其他模型。',
    label: '模型训练时用过的词。不选时生成合适的内容。',
    guidance: '标签的影响有多强。数值越高越清楚，也越不自然。',
    heal: '不用模型，立即用周围的内容盖住瑕疵。',
    restore: '把涂抹处恢复为打开时的照片。',
    recipe: '图片是如何生成的，写在文件里，以便再次生成。',
    detail: '最细的细节来自哪里：照片的纹理、模型，或两者。',
  },
};
