import { PICTURE_STYLES } from './picture-config.ts';

/** The form that a style has in pictures, small, for the key under them. */
export function KeySign({ style }: { style: string }) {
  const look = PICTURE_STYLES[style] ?? {};
  const stroke = {
    stroke: String(look.stroke ?? look.fill ?? 'var(--ink)'),
    fill: 'none',
    strokeWidth: 1.5,
  };
  if (style === 'dot')
    return (
      <Sign>
        <circle cx="6" cy="6" r="4.50" fill="var(--actual)" />
      </Sign>
    );
  if (style === 'interval') {
    return (
      <Sign width={28}>
        <path d="M1 6h26M1 2v8M27 2v8" {...stroke} />
        <circle cx="14" cy="6" r="3.50" fill="var(--actual)" />
      </Sign>
    );
  }
  if (style === 'doubt' || style.endsWith('-line'))
    return (
      <Sign width={28}>
        <path d="M1 6h26" {...stroke} strokeDasharray={dashes(look.strokeDash)} />
      </Sign>
    );
  if (style === 'plan-tick')
    return (
      <Sign width={14}>
        <path d="M7 0v12" {...stroke} strokeWidth={2} />
      </Sign>
    );
  if (style === 'reference')
    return (
      <Sign width={14}>
        <path d="M7 0v12" {...stroke} />
      </Sign>
    );
  if (style === 'plan-bar')
    return (
      <Sign width={16}>
        <path d="M0 6h16" {...stroke} strokeWidth={2} />
      </Sign>
    );
  if (style === 'planned' || style === 'event')
    return (
      <Sign width={20}>
        <path
          d={style === 'planned' ? 'M0 6h20' : 'M10 0v12'}
          {...stroke}
          strokeDasharray={style === 'event' ? '1 2' : undefined}
        />
      </Sign>
    );
  if (style === 'lag') {
    return (
      <Sign width={28}>
        <rect y="2" width="28" height="8" fill="var(--forecast)" />
        <rect y="2" width="13" height="8" fill="var(--takes)" />
      </Sign>
    );
  }
  return (
    <Sign width={14}>
      <rect
        x="0.75"
        y="0.75"
        width="12.50"
        height="10.50"
        fill={String(look.fill ?? 'none')}
        stroke={String(look.stroke ?? 'none')}
        strokeDasharray={dashes(look.strokeDash)}
      />
    </Sign>
  );
}

function dashes(pattern: unknown): string | undefined {
  return Array.isArray(pattern) ? pattern.join(' ') : undefined;
}

function Sign({ width = 12, children }: { width?: number; children: React.ReactNode }) {
  return (
    <svg width={width} height="12" viewBox={`0 0 ${width} 12`} aria-hidden="true">
      {children}
    </svg>
  );
}
