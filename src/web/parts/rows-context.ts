import { createContext, useContext } from 'react';
import type { RowsOf } from '../../reports/report.ts';

/** Opens the rows behind a figure. */
export const RowsContext = createContext<(rows: RowsOf) => void>(() => undefined);

export function useRows(): (rows: RowsOf) => void {
  return useContext(RowsContext);
}
