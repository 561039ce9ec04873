import { ImageError } from './error';

const WANTED: MediaStreamConstraints = { audio: false, video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'environment' } };

/**
 * Asks for the camera. Whoever gets the stream stops its tracks.
 * @throws ImageError `camera.insecure`, `camera.denied`, `camera.none`, `camera.busy`
 */
export async function openCamera(): Promise<MediaStream> {
  const devices = (globalThis.navigator as Navigator | undefined)?.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new ImageError('camera.insecure', {});
  try {
    return await devices.getUserMedia(WANTED);
  } catch (error) {
    throw new ImageError(codes[(error as DOMException).name] ?? 'camera.busy', {}, { cause: error });
  }
}

const codes: Record<string, string> = {
  NotAllowedError: 'camera.denied',
  SecurityError: 'camera.denied',
  NotFoundError: 'camera.none',
  OverconstrainedError: 'camera.none',
};

export interface Pictures {
  /** The newest picture, once there is one that wasn't given before; what came in between is passed over. Undefined after the end. */
  next(): Promise<VideoFrame | ImageBitmap | undefined>;
  /** Settles when the tracks may be stopped: a frame that Chromium hands out just as they are is lost, unclosed, which it complains of. */
  close(): Promise<void>;
}

/** Frames come every 30 to 70 ms. */
const LAST_FRAME_MS = 250;

/** Chromium's way to a track's frames, unknown to the type library; maxBufferSize 1 keeps the newest. */
type TrackProcessor = new (options: { track: MediaStreamTrack; maxBufferSize: number }) => { readable: ReadableStream<VideoFrame> };

/** The camera's pictures: from its track where the browser offers that, since there they don't wait for the page to be drawn; else from `video`, which shows it. */
export function picturesOf(stream: MediaStream, video: HTMLVideoElement): Pictures {
  const { MediaStreamTrackProcessor: Processor } = globalThis as { MediaStreamTrackProcessor?: TrackProcessor };
  const [track] = stream.getVideoTracks();
  if (!Processor || !track) return { next: () => nextShown(video), close: async () => {} };
  const reader = new Processor({ track, maxBufferSize: 1 }).readable.getReader();
  let last: Promise<VideoFrame | undefined> = Promise.resolve(undefined);
  return {
    next: () => (last = reader.read().then(({ value }) => value)),
    close: async () => {
      await Promise.race([last.catch(() => {}), new Promise((resolve) => setTimeout(resolve, LAST_FRAME_MS))]);
      await reader.cancel().catch(() => {});
    },
  };
}

async function nextShown(video: HTMLVideoElement): Promise<ImageBitmap> {
  await new Promise<void>((resolve) => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => resolve());
    else requestAnimationFrame(() => resolve());
  });
  return createImageBitmap(video, { colorSpaceConversion: 'none' });
}
