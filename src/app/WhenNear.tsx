import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Shows its children once its place comes near the window, so that what lies far below isn't fetched before it is looked for; until then `title` stands there. Its room stays while they are fetched: a page that is at its end would scroll. */
export function WhenNear({ title, children }: { title: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), { rootMargin: '200px' });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="whenNear" ref={place}>
      {near ? (
        children
      ) : (
        <section className="panel">
          <h2>{title}</h2>
        </section>
      )}
    </div>
  );
}
