"""The child process that holds one model: confined first, then llama.cpp, spoken to in frames on a pipe."""
