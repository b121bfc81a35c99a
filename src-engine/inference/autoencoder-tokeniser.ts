import { Tensor } from './onnx-runtime.ts';
import { decodeInTiles } from './decode-tiles.ts';
import { checkFinite } from './output-check.ts';
import type { PackSessions } from './pack-sessions.ts';
import { fromPatches, toPatches, type Tokeniser } from './tokeniser.ts';

/** `autoencoder` of the manifest. */
export interface AutoencoderSettings {
  /** Picture pixels per latent, each axis. */
  readonly factor: number;
  /** Numbers per latent position. */
  readonly channels: number;
  /** token values = scale * latent mean */
  readonly scale: number;
  /** Latent positions per token edge. */
  readonly patch: number;
}

/** Tokens that are patches of an autoencoder's latents: tokens = scale * mean(picture). */
export function autoencoderTokeniser(sessions: PackSessions, settings: AutoencoderSettings): Tokeniser {
  const { factor, channels, scale, patch } = settings;
  return {
    tokenPixels: factor * patch,
    async tokenise(picture, { rows, columns }) {
      const [height, width] = [rows * patch * factor, columns * patch * factor];
      const image = new Tensor('float32', toChannelsFirst(picture, height, width, 3), [1, 3, height, width]);
      const { mean } = await (await sessions.get('encoder')).run({ image }, ['mean']);
      const numbers = mean!.data as Float32Array;
      checkFinite(numbers);
      const latent = toChannelsLast(numbers, rows * patch, columns * patch, channels);
      return toPatches(latent, { rows, columns }, patch, channels).map((value) => value * scale);
    },
    async assemble(tokens, { rows, columns }) {
      const scaled = tokens.map((value) => value / scale);
      const latent = fromPatches(scaled, { rows, columns }, patch, channels);
      const decoder = await sessions.get('decoder');
      const decode = async (tile: Float32Array, height: number, width: number) => {
        const feeds = {
          latent: new Tensor('float32', toChannelsFirst(tile, height, width, channels), [
            1,
            channels,
            height,
            width,
          ]),
        };
        const { image } = await decoder.run(feeds, ['image']);
        const numbers = image!.data as Float32Array;
        checkFinite(numbers);
        return toChannelsLast(numbers, height * factor, width * factor, 3);
      };
      return decodeInTiles(
        { latent, rows: rows * patch, columns: columns * patch, channels, factor },
        decode,
      );
    },
  };
}

/** [height, width, channels] -> [channels, height, width], as the graphs take pictures and latents. */
function toChannelsFirst(
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
