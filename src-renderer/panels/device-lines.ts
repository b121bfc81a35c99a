import type { DeviceState } from '#shared/runs/device-choice.ts';
import { text } from '#shared/text/text.ts';

/** What is said of the devices that `auto` chose from: the card and its memory, time per step, and why one is not taken. */
export function deviceLines({ choice, graphics }: DeviceState): readonly string[] {
  if (graphics === null) return [text.devices.none];
  const card = text.devices.graphics(graphics.name, graphics.bytes, graphics.isAssumed);
  if (choice === null) return [card, text.devices.notMeasured];
  const steps = Object.entries(choice.stepSeconds).map(([device, seconds]) =>
    text.devices.step(text.panels.deviceName(device), seconds),
  );
  const dropped = choice.dropped.map(({ device, reason, detail }) =>
    text.devices.dropped[reason](text.panels.deviceName(device), detail),
  );
  // No device passed its check.
  return steps.length + dropped.length > 1 ? [card, ...steps, ...dropped] : [text.devices.none];
}
