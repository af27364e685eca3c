//! Schemas through text and back, and texts that are none.
