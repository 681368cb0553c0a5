import { useState } from 'react';
import { type Rights, type Side, useRights } from '../rights.ts';
import { type Agreement, type Signing, SignPanel } from './SignPanel.tsx';

const SIDES: readonly Side[] = ['sales', 'marketing'];

/** Sides for whom this person can sign: their own; where nobody signs in, both. */
export function signSides({ isLocal, side, may }: Rights): readonly Side[] {
  if (!may('sign')) return [];
  return isLocal ? SIDES : SIDES.filter((each) => each === side);
}

/** Sign what waits; withdraw what is signed. Which of them the panel asks for is the page's to keep. */
export function SignButtons(props: {
  agreement: Agreement;
  name: string;
  onOpen: (signing: Signing) => void;
}) {
  const { agreement, name, onOpen } = props;
  const { about, waiting, in_force } = agreement;
  const sides = signSides(useRights());
  const version = waiting ?? in_force;
  if (!version) return null;
  const isSigned = (side: Side) => !version.missing.includes(side);
  // After a withdrawal it takes a new proposal.
  const hadSigned = (side: Side) => version.signatures.some((each) => each.side === side);
  const open = (side: Side, withdraws: boolean) =>
    onOpen({ about, name, version, side, withdraws });
  return (
    <span className="sign">
      {sides.map((side) =>
        isSigned(side) ? (
          <button key={side} type="button" className="link" onClick={() => open(side, true)}>
            Withdraw {side}
            <span className="sr">, {name}</span>
          </button>
        ) : waiting && !hadSigned(side) ? (
          <button key={side} type="button" className="pick" onClick={() => open(side, false)}>
            Sign for {side}
            <span className="sr">, {name}</span>
          </button>
        ) : null,
      )}
    </span>
  );
}

/** The panel, where one was asked for. Where the button that opened it is gone, the focus goes to the page. */
export function useSigning() {
  const [signing, setSigning] = useState<Signing | null>(null);
  const close = () => {
    setSigning(null);
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus();
    });
  };
  const panel = signing && <SignPanel signing={signing} onClose={close} />;
  return { panel, open: setSigning };
}
