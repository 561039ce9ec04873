import { afterEach, expect, it, vi } from 'vitest';
import { picturesOf } from './camera';

afterEach(() => void vi.unstubAllGlobals());

const frame = () => ({ close: vi.fn() }) as unknown as VideoFrame;
const streamOf = () => ({ getVideoTracks: () => [{}] }) as unknown as MediaStream;

/** A track whose frames are handed out one by one. */
function fakeTrack(): { give: (frame: VideoFrame) => void; cancelled: () => boolean } {
  let controller: ReadableStreamDefaultController<VideoFrame>;
  let cancelled = false;
  const readable = new ReadableStream<VideoFrame>({ start: (own) => void (controller = own), cancel: () => void (cancelled = true) }, { highWaterMark: 0 });
  vi.stubGlobal('MediaStreamTrackProcessor', class { readable = readable; });
  return { give: (given) => controller.enqueue(given), cancelled: () => cancelled };
}

it('ends only after the frame that was asked for has come to whoever asked', async () => {
  const track = fakeTrack();
  const pictures = picturesOf(streamOf(), {} as HTMLVideoElement);
  const asked = pictures.next();
  const closing = pictures.close();
  await Promise.resolve();
  expect(track.cancelled()).toBe(false);
  const given = frame();
  track.give(given);
  await closing;
  expect(await asked).toBe(given);
  expect(track.cancelled()).toBe(true);
  expect(await pictures.next()).toBeUndefined();
});

it('ends at once where no frame was asked for, and soon where none comes', async () => {
  fakeTrack();
  await picturesOf(streamOf(), {} as HTMLVideoElement).close();
  const track = fakeTrack();
  const pictures = picturesOf(streamOf(), {} as HTMLVideoElement);
  const asked = pictures.next();
  await pictures.close();
  expect(track.cancelled()).toBe(true);
  expect(await asked).toBeUndefined();
});
