import type { StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../contracts';
import { toProblem } from '../../engine/problem';
import { openCamera, type Pictures, picturesOf } from '../../image/camera';
import type { State } from '../../store/store';
import type { Session } from '../session';

/** A camera, for where the entry's picture is shown small; its frames are not made into files. */
const GLYPH =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='gray' stroke-width='1.5'%3E%3Crect x='3' y='7' width='18' height='12' rx='2'/%3E%3Ccircle cx='12' cy='13' r='3.5'/%3E%3C/svg%3E";

/** Pictures in a row that may go with an engine before the camera ends too. */
const MOST_LOST = 2;

export interface Live {
  /** The page has drawn the last frame: the next may come. */
  drawn(): void;
  stop(): void;
}

interface Options {
  store: StoreApi<State>;
  session: Session;
  video: HTMLVideoElement;
  name: string;
  /** Called once: with a problem where the camera ended by itself. */
  onEnd: (problem?: Problem) => void;
  /** Each time the network has seen a frame. */
  onFrame: () => void;
}

/**
 * Shows the camera in `video` and runs the network on its newest picture, as the store's chosen image, again and again until it is
 * stopped, the page is hidden or another image is chosen. While the page draws one frame the next is computed. Nothing is kept.
 */
export function startLive({ store, session, video, name, onEnd, onFrame }: Options): Live {
  const get = store.getState;
  let stream: MediaStream | undefined;
  let pictures: Pictures | undefined;
  let id: number | undefined;
  let ended = false;
  let drawn = () => {};

  function end(problem?: Problem) {
    if (ended) return;
    ended = true;
    void (pictures?.close() ?? Promise.resolve()).then(() => stream?.getTracks().forEach((track) => track.stop()));
    video.srcObject = null;
    document.removeEventListener('visibilitychange', onHidden);
    unsubscribe();
    if (id !== undefined) get().removeImage(id);
    drawn();
    onEnd(problem);
  }

  const onHidden = () => document.visibilityState === 'hidden' && end();
  document.addEventListener('visibilitychange', onHidden);
  const unsubscribe = store.subscribe(({ selected }) => {
    if (id !== undefined && selected !== id) end();
  });

  async function open() {
    const opened = await openCamera();
    stream = opened;
    if (ended) return opened.getTracks().forEach((track) => track.stop());
    opened.getVideoTracks()[0]?.addEventListener('ended', () => end({ code: 'camera.ended' }));
    video.srcObject = opened;
    await video.play();
    pictures = picturesOf(opened, video);
    await follow(pictures);
  }

  async function follow({ next }: Pictures) {
    let shown = Promise.resolve();
    let lost = 0;
    /** A picture went with an engine that ended: the next goes to the engine in its place. */
    const passOver = (error: unknown): undefined => {
      lost += 1;
      if (toProblem(error).code !== 'engine.died' || lost > MOST_LOST) throw error;
    };
    for (;;) {
      const picture = await next();
      if (ended || !picture) return picture?.close();
      const { setting } = get().history;
      const changed = Object.keys(setting).length > 0;
      // Handed over it is closed already, unless it never got as far.
      const frame = await session.frame(picture, changed ? [{}, setting] : [{}]).catch(passOver).finally(() => picture.close());
      if (!frame) continue;
      lost = 0;
      await shown;
      if (ended) return;
      shown = new Promise((resolve) => (drawn = resolve));
      if (id === undefined) {
        const { crop, source } = frame;
        const added = get().addImage({ name, origin: 'camera', url: GLYPH, crop, source });
        get().choose({ selected: added });
        id = added;
      }
      get().putFrame(id, frame, setting);
      onFrame();
    }
  }

  open().catch((error: unknown) => {
    // A bitmap can't be made of a video whose camera has just gone.
    if (!ended) end(toProblem(error));
  });
  return { drawn: () => drawn(), stop: () => end() };
}
