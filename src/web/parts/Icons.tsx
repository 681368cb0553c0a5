export function ChevronIcon() {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2.5 4.5 6 8l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

export function LockIcon() {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true">
      <path
        d="M3.5 5V3.7a2.5 2.5 0 0 1 5 0V5M2 5h8v6H2z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
    </svg>
  );
}

export function BoatIcon() {
  return (
    <svg viewBox="0 0 28 22" aria-hidden="true">
      <path
        d="M1.5 12.5h25c-1.5 5-4.5 7.5-8.3 7.5H9.8c-3.8 0-6.8-2.5-8.3-7.5z"
        fill="currentColor"
      />
      <circle cx="9.7" cy="6" r="3.5" fill="var(--marketing)" />
      <circle cx="18.3" cy="6" r="3.5" fill="var(--sales)" />
    </svg>
  );
}
