/** The names a user chooses from, apart from the schema so that windows need no schema library to offer them. */

export { namedOrders, type OrderName, orderNames } from '#shared/orders/index.ts';

export const scheduleNames = ['uniform', 'cosine', 'decaying', 'custom'] as const;
export type ScheduleName = (typeof scheduleNames)[number];

export const effortNames = ['fast', 'balanced', 'best'] as const;
export type EffortName = (typeof effortNames)[number];

export const deviceNames = ['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml'] as const;
export type DeviceName = (typeof deviceNames)[number];

export const detailStageNames = ['auto', 'photo', 'model', 'both', 'off'] as const;
/** Which stage brings native-resolution detail: texture copied from the photo, finer windows of the model, both, or none. */
export type DetailStageName = (typeof detailStageNames)[number];

/** Who fills thin lines and small spots: what surrounds them, at once, or the network like everything else. */
export const thinPartsNames = ['direct', 'network'] as const;

/** What texture is copied from: all known pixels alike, or those of the photo itself before what earlier turns made. */
export const copiedNames = ['everything', 'photo'] as const;

/** Whether an extension may show objects of the photo again that end before its sides (people, animals, furniture, flowers). */
export const salientObjectsNames = ['copied', 'left-out'] as const;

/** What grey at a narrow edge of a mask means: as much of the fill, or (anti-aliased) a full pixel from a sixteenth on. */
export const maskEdgesNames = ['plain', 'anti-aliased'] as const;

/** Who lays a hole out: the network, or the photo alone, whose texture is copied without any network (healing). */
export const layoutNames = ['network', 'photo'] as const;
