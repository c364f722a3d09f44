// llama.cpp's own rate: the loops of its llama-bench, without its parsing and tables.
//
// Usage: reference_rate MODEL CONTEXT THREADS PROMPT_THREADS DEPTH TOKENS
// Reads DEPTH tokens as a prompt, then generates TOKENS as llama-bench does: decode, synchronise, next random token; no
// sampling and no text. Prints "prompt_tokens_per_s reply_tokens_per_s".

#include <stdio.h>
#include <stdlib.h>

#include "llama.h"

static void quiet(enum ggml_log_level level, const char * text, void * data) {
    (void) level; (void) text; (void) data;
}

static void decode(struct llama_context * context, llama_token * tokens, int count) {
    if (llama_decode(context, llama_batch_get_one(tokens, count)) != 0) {
        exit(2);
    }
}

static double read_prompt(struct llama_context * context, int size, int depth) {
    llama_token * tokens = malloc(sizeof(llama_token) * depth);
    for (int i = 0; i < depth; i++) {
        tokens[i] = rand() % size;
    }
    const int64_t start_us = llama_time_us();
    for (int i = 0; i < depth; i += 512) {
        decode(context, tokens + i, depth - i < 512 ? depth - i : 512);
    }
    llama_synchronize(context);
    free(tokens);
    return depth / ((llama_time_us() - start_us) / 1e6);
}

static double generate(struct llama_context * context, int size, int count) {
    llama_token token = rand() % size;
    const int64_t start_us = llama_time_us();
    for (int i = 0; i < count; i++) {
        decode(context, &token, 1);
        llama_synchronize(context);
        token = rand() % size;
    }
    return count / ((llama_time_us() - start_us) / 1e6);
}

int main(int argc, char ** argv) {
    if (argc != 7) {
        return 1;
    }
    llama_log_set(quiet, NULL);
    llama_backend_init();
    struct llama_model * model = llama_model_load_from_file(argv[1], llama_model_default_params());
    struct llama_context_params parameters = llama_context_default_params();
    parameters.n_ctx = atoi(argv[2]);
    parameters.n_batch = parameters.n_ubatch = 512;
    parameters.n_threads = atoi(argv[3]);
    parameters.n_threads_batch = atoi(argv[4]);
    struct llama_context * context = model ? llama_init_from_model(model, parameters) : NULL;
    if (!context) {
        return 2;
    }
    const int size = llama_vocab_n_tokens(llama_model_get_vocab(model));
    const int depth = atoi(argv[5]);
    generate(context, size, 4);  // warm-up, as llama-bench has one
    read_prompt(context, size, depth);
    llama_memory_clear(llama_get_memory(context), false);
    const double prompt_rate = read_prompt(context, size, depth);
    printf("%f %f\n", prompt_rate, generate(context, size, atoi(argv[6])));
    llama_free(context);
    llama_model_free(model);
    return 0;
}
