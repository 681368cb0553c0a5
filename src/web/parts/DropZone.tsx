import { type DragEvent, useRef, useState } from 'react';

/** Files can be dropped on it, or chosen with a button like any other. */
export function DropZone(props: { isSmall: boolean; onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    give(event.dataTransfer.files);
  };
  const give = (files: FileList | null) => {
    if (files && files.length > 0) props.onFiles([...files]);
  };
  return (
    <fieldset
      className={`drop${isOver ? ' over' : ''}${props.isSmall ? ' small' : ''}`}
      aria-label="Files to bring"
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        className="sr"
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Files"
        onChange={(event) => {
          give(event.target.files);
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className={props.isSmall ? 'pick' : 'button'}
        onClick={() => input.current?.click()}
      >
        {props.isSmall ? 'Add files' : 'Choose files'}
      </button>
      <span>or drop them here</span>
    </fieldset>
  );
}
