import { useState } from 'react';
import { areKeysOn, KEY_WORDS, setKeys } from '../keys.ts';
import { Panel } from '../parts/Panel.tsx';

export function KeyList({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(areKeysOn());
  return (
    <Panel title="Keys" onClose={onClose}>
      <table>
        <thead className="sr">
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {KEY_WORDS.map(([key, words]) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="tools">
        <label>
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => {
              setKeys(event.target.checked);
              setOn(event.target.checked);
            }}
          />{' '}
          Single keys are on
        </label>
      </p>
    </Panel>
  );
}
