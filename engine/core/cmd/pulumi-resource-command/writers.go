package main

import (
	"bytes"
	"io"
	"sync"
)

// lineWriter hands on what is written to it line by line.
type lineWriter struct {
	print func(string)
	rest  []byte
}

func (w *lineWriter) Write(data []byte) (int, error) {
	w.rest = append(w.rest, data...)
	for {
		end := bytes.IndexByte(w.rest, '\n')
		if end < 0 {
			return len(data), nil
		}
		w.print(string(w.rest[:end]))
		w.rest = w.rest[end+1:]
	}
}

// flush hands on a last line without a line end.
func (w *lineWriter) flush() {
	if len(w.rest) > 0 {
		w.print(string(w.rest))
		w.rest = nil
	}
}

// lockedWriter lets two streams write to one writer, each write in one piece.
type lockedWriter struct {
	mutex  sync.Mutex
	writer io.Writer
}

func (w *lockedWriter) Write(data []byte) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.writer.Write(data)
}
