import { Button, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contextOf, pngFile, unseenCanvas } from '../../image/canvas';
import { formatCount, formatPercent } from '../../locales/format';
import type { State } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppStore, useLateAppState, useSession } from '../context';
import { reportProblem } from '../report';
import { top } from '../top';
import { type Live, startLive } from './live';

const cameraResult = ({ images, imageResults }: State) => {
  const camera = images.findLast(({ origin }) => origin === 'camera');
  return camera && imageResults[camera.id]?.live;
};

let stills = 0;

/** The picture as a file of its own, in the camera's full size. */
async function stillOf(video: HTMLVideoElement, name: (n: number) => string): Promise<File> {
  const canvas = unseenCanvas(video.videoWidth, video.videoHeight);
  contextOf(canvas).drawImage(video, 0, 0);
  const blob = await pngFile(canvas);
  stills += 1;
  return new File([blob], name(stills), { type: blob.type });
}

/** Frames of the last second. */
function useRate(): [rate: number | undefined, count: () => void] {
  const times = useRef<number[]>([]);
  const [rate, setRate] = useState<number>();
  useEffect(() => {
    const timer = setInterval(() => {
      const now = performance.now();
      times.current = times.current.filter((time) => now - time < 1000);
      if (times.current.length > 0) setRate(times.current.length);
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  const [count] = useState(() => () => void times.current.push(performance.now()));
  return [rate, count];
}

/** The camera, live: what the network sees in it now, until it is stopped. */
export function CameraPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const name = useClassName();
  const session = useSession();
  const store = useAppStore();
  const video = useRef<HTMLVideoElement>(null);
  const live = useRef<Live>(null);
  const [rate, count] = useRate();
  const [playing, setPlaying] = useState(false);
  const shown = useLateAppState(cameraResult);
  const first = shown && top(shown.probabilities, 1)[0];
  const title = t('sources.live.name');

  useEffect(() => {
    const started = startLive({
      store,
      session,
      video: video.current!,
      name: title,
      onFrame: count,
      onEnd: (problem) => {
        if (problem) reportProblem(problem);
        if (live.current === started) onClose();
      },
    });
    live.current = started;
    return () => {
      live.current = null;
      started.stop();
    };
  }, [store, session, title, count, onClose]);
  useEffect(() => {
    if (shown) live.current?.drawn();
  }, [shown]);

  const takeStill = async () => session.addStill(await stillOf(video.current!, (n) => t('sources.live.stillName', { n })));

  return (
    <section className="cameraPanel" aria-label={t('sources.live.title')} data-testid="camera">
      <video ref={video} muted playsInline aria-label={t('sources.live.picture')} hidden={!playing} onPlaying={() => setPlaying(true)} />
      <Text size="xs" c={first ? undefined : 'dimmed'} data-testid="camera-top">
        {first ? `${name(first.index)} ${formatPercent(first.value, 0)}` : t(playing ? 'sources.live.waiting' : 'sources.live.starting')}
      </Text>
      <div className="formButtons">
        <Button size="compact-xs" variant="default" disabled={!playing} onClick={() => void takeStill()}>
          {t('sources.live.still')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => live.current?.stop()}>
          {t('sources.live.stop')}
        </Button>
        {rate !== undefined && (
          <span className="small number" data-testid="camera-rate">
            {t('sources.live.rate', { rate: formatCount(rate) })}
          </span>
        )}
      </div>
      <Text size="xs" c="dimmed">
        {t('sources.live.note')}
      </Text>
    </section>
  );
}
