/** [height, width, channels] -> [channels, height, width], as the graphs take pictures and latents. */
export function toChannelsFirst(
  interleaved: Float32Array,
  height: number,
  width: number,
  channels: number,
): Float32Array {
  const area = height * width;
  const planes = new Float32Array(interleaved.length);
  for (let pixel = 0; pixel < area; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      planes[channel * area + pixel] = interleaved[pixel * channels + channel]!;
    }
  }
  return planes;
}

/** [channels, height, width] -> [height, width, channels] */
export function toChannelsLast(
  planes: Float32Array,
  height: number,
  width: number,
  channels: number,
): Float32Array {
  const area = height * width;
  const interleaved = new Float32Array(planes.length);
  for (let pixel = 0; pixel < area; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      interleaved[pixel * channels + channel] = planes[channel * area + pixel]!;
    }
  }
  return interleaved;
}
